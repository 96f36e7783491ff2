/* SPDX-License-Identifier: MIT */
/*
 * film_page_parts.c: style and script of the page. Neither has a '<' or an '&'.
 */
#include "film_page.h"

static const char frame_style[] =
    ":root { color-scheme: light dark; }\n"
    "body { margin: 1rem auto; padding: 0 1rem; max-width: 100rem; background: var(--ground);\n"
    "  color: var(--ink); font-family: system-ui, sans-serif; }\n"
    "h1 { font-size: 1.2rem; }\n"
    "pre { font-family: 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace;\n"
    "  line-height: 1.15; overflow: auto; border: 1px solid var(--rule); padding: .5rem;\n"
    "  margin: .5rem 0; }\n"
    "pre .b { font-weight: bold; }\n"
    "pre .u { text-decoration: underline; }\n"
    "pre .r { color: var(--ground); background: var(--c); }\n"
    "pre .w { display: inline-block; width: 2ch; color: inherit; }\n"
    ".bar { position: sticky; top: 0; padding: .3rem 0; background: var(--ground); }\n"
    ".bar button, .said button { font: inherit; }\n"
    ".slider { width: min(30rem, 50vw); vertical-align: middle; }\n"
    ".shows .steps { list-style: none; padding: 0; margin: 0; flex: none; width: min-content;\n"
    "  max-width: 100%; }\n"
    ".step { scroll-margin-top: 3rem; }\n"
    ".shows .step { display: none; }\n"
    ".shows .step.now { display: block; }\n"
    ".shows .both { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; }\n"
    ".said { flex: 1; min-width: 18rem; max-height: 40rem; overflow: auto; margin: 0; }\n"
    ".said button { display: block; width: 100%; text-align: left; border: 0; padding: .2rem;\n"
    "  background: none; color: inherit; cursor: pointer; }\n"
    ".text { max-width: 45rem; }\n"
    ".text blockquote { border-left: 3px solid var(--rule); margin-left: 0; padding-left: 1rem; }\n"
    ".text table { border-collapse: collapse; margin: 1rem 0; }\n"
    ".text th, .text td { border: 1px solid var(--rule); padding: .2rem .6rem; }\n"
    ".text code { font-family: 'DejaVu Sans Mono', 'Liberation Mono', Menlo, monospace; }\n"
    ".text .mark { display: inline-block; min-width: 1.4rem; }\n"
    ".d1 { margin-left: 1.4rem; }\n"
    ".d2 { margin-left: 2.8rem; }\n"
    ".d3 { margin-left: 4.2rem; }\n"
    ".said button[aria-current] { outline: 2px solid currentColor; outline-offset: -2px; }\n";

/* 16 to 255 of xterm's 256 colours as 0xRRGGBB: to 231 a cube of six steps a side, then greys. */
static unsigned rgb(int colour) {
    static const unsigned steps[] = {0, 95, 135, 175, 215, 255};
    if (colour >= 232) {
        unsigned grey = 8 + 10 * (unsigned)(colour - 232);
        return grey << 16 | grey << 8 | grey;
    }
    unsigned cube = colour < 16 ? 0 : (unsigned)(colour - 16);
    return steps[cube / 36 % 6] << 16 | steps[cube / 6 % 6] << 8 | steps[cube % 6];
}

static void put_style(struct buf *out, int style, const struct theme_row *row) {
    int colour = row->colours[THEME_256];
    buf_putf(out, "pre .s%d { ", style);
    if (colour == THEME_OWN) {
        buf_puts(out, "--c: var(--ink); ");
    } else {
        buf_putf(out, "--c: #%06x; ", rgb(colour));
    }
    bool reverse = (row->attrs & THEME_REVERSE) != 0;
    buf_putf(out, "color: var(--%s); background: %s; ", reverse ? "ground" : "c",
             reverse ? "var(--c)" : "none");
    buf_putf(out, "font-weight: %s; ", (row->attrs & THEME_BOLD) != 0 ? "bold" : "normal");
    buf_putf(out, "text-decoration: %s; }\n",
             (row->attrs & THEME_UNDERLINE) != 0 ? "underline" : "none");
}

/* Everything that hangs on the background. */
static void put_theme(struct buf *out, const struct theme *theme) {
    buf_puts(out, theme->light ? ":root { --ground: #ffffff; --ink: #1c1c1c; --rule: #bcbcbc; }\n"
                               : ":root { --ground: #1c1c1c; --ink: #e4e4e4; --rule: #4e4e4e; }\n");
    for (int style = 0; style < STYLE_N; style++) {
        put_style(out, style, &theme->rows[style]);
    }
}

void film_page_style(struct buf *out) {
    struct theme theme;
    theme_builtin(true, &theme);
    put_theme(out, &theme);
    buf_puts(out, "@media (prefers-color-scheme: dark) {\n");
    theme_builtin(false, &theme);
    put_theme(out, &theme);
    buf_puts(out, "}\n");
    buf_puts(out, frame_style);
}

/* In each film one step at a time is shown; the list of sentences beside it goes to each. A step's
 * name in the address (#step-7) shows that step. Keys go to the film that was used last. */
static const char script[] =
    "'use strict';\n"
    "(function () {\n"
    "  var current = null;\n"
    "  function begin(film) {\n"
    "    var steps = Array.from(film.querySelectorAll('.step')), last = steps.length - 1, at = 0;\n"
    "    var slider = film.querySelector('.slider'), list = document.createElement('div');\n"
    "    var self = { steps: steps, last: last, show: show, at: function () { return at; } };\n"
    "    list.className = 'said';\n"
    "    var lines = steps.map(function (step, i) {\n"
    "      var line = document.createElement('button');\n"
    "      line.type = 'button';\n"
    "      line.textContent = i + '. ' + step.querySelector('p').textContent;\n"
    "      line.addEventListener('click', function () { show(i); });\n"
    "      list.appendChild(line);\n"
    "      return line;\n"
    "    });\n"
    "    function show(to) {\n"
    "      steps[at].classList.remove('now');\n"
    "      lines[at].removeAttribute('aria-current');\n"
    "      at = Math.max(0, Math.min(last, to));\n"
    "      current = self;\n"
    "      steps[at].classList.add('now');\n"
    "      lines[at].setAttribute('aria-current', 'step');\n"
    "      list.scrollTop = lines[at].offsetTop - list.offsetTop - list.clientHeight / 2;\n"
    "      slider.value = at;\n"
    "      film.querySelector('.place').textContent = 'step ' + at + ' of ' + last;\n"
    "    }\n"
    "    film.querySelector('.both').appendChild(list);\n"
    "    film.querySelector('.bar').hidden = false;\n"
    "    slider.max = last;\n"
    "    slider.addEventListener('input', function () { show(Number(slider.value)); });\n"
    "    film.querySelector('.back').addEventListener('click', function () { show(at - 1); });\n"
    "    film.querySelector('.on').addEventListener('click', function () { show(at + 1); });\n"
    "    film.addEventListener('pointerdown', function () { current = self; });\n"
    "    show(0);\n"
    "    return self;\n"
    "  }\n"
    "  document.body.classList.add('shows');\n"
    "  var films = Array.from(document.querySelectorAll('.film')).map(begin);\n"
    "  current = films[0];\n"
    "  function named() {\n"
    "    films.forEach(function (film) {\n"
    "      film.steps.forEach(function (step, i) {\n"
    "        if ('#' + step.id === location.hash) { film.show(i); step.scrollIntoView(); }\n"
    "      });\n"
    "    });\n"
    "  }\n"
    "  document.addEventListener('keydown', function (event) {\n"
    "    if (event.target.type === 'range' || event.altKey || event.ctrlKey || event.metaKey) {\n"
    "      return;\n"
    "    }\n"
    "    var at = current.at();\n"
    "    var moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: current.last };\n"
    "    if (event.key in moves) { event.preventDefault(); current.show(moves[event.key]); }\n"
    "  });\n"
    "  window.addEventListener('hashchange', named);\n"
    "  named();\n"
    "}());\n";

void film_page_script(struct buf *out) {
    buf_puts(out, script);
}
