/* SPDX-License-Identifier: MIT */
/*
 * keys.h: one list of what can be done and with which keys. It makes the handling (keys_action),
 * the footer, the help screen and the manual page; a test sees to it that no key means two things
 * in one place. A new action is one row of ACTION_LIST (see README.md).
 */
#ifndef KEYS_H
#define KEYS_H

#include "buf.h"
#include "diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a Unicode codepoint as typed (Ctrl-A is 1, Enter '\r', Tab '\t', Esc 27, space ' ',
 * Backspace 127) or one of these. */
enum input_key {
    INPUT_NONE = 0,
    INPUT_TAB = '\t',
    INPUT_ENTER = '\r',
    INPUT_ESC = 27,
    INPUT_BACKSPACE = 127,
    INPUT_SPECIAL = 0x200000, /* beyond Unicode */
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_INSERT,
    INPUT_DELETE,
    INPUT_SHIFT_TAB,
    INPUT_F1,
    INPUT_F12 = INPUT_F1 + 11,
    /* No key: what a command line or a pointer names. See input_of. */
    INPUT_ACTION = 0x300000,
};

/* Where one is: bits, because a row may hold in several. */
enum input_context {
    IN_STAGE = 1,     /* a run on the screen, and its pages */
    IN_TEXT = 2,      /* reading: lesson text, help, explanations, output, C twin in full */
    IN_SYLLABUS = 4,  /* the list of lessons */
    IN_CHOOSER = 8,   /* a list over the screen: programs, parameters */
    IN_FIELD = 16,    /* typing: an ask, a parameter's value, a step number */
    IN_TIMELINE = 64, /* the timeline in front: what has no meaning here has that of IN_STAGE */
    IN_QUESTION = 32, /* a question of a lesson */
    IN_EXAM = 128,    /* an exam that is under way: nothing leads out of it but its own actions */
    IN_ALL = 255,
};

/* ACTION(name, keys, contexts, priority, label, help): keys are names separated by blanks, the
 * first is the one that is shown; never a Ctrl combination or a function key alone. priority orders
 * the footer (9 first, 0 never there). label: one to three words. help: one sentence. */
#define ACTION_LIST(ACTION)                                                                        \
    ACTION(STEP, "n Enter", IN_STAGE, 9, "step",                                                   \
           "One step: let the process go whose turn it is, until its next call.")                  \
    ACTION(LET_GO, "1 2 3 4 5 6 7 8 9", IN_STAGE, 8, "let that one go",                            \
           "One step of the process with that number: you choose who runs next.")                  \
    ACTION(BACK, "p Left h", IN_STAGE, 8, "back", "Look at the step before. What ran stays run.")  \
    ACTION(FORWARD, "f Right l", IN_STAGE, 4, "forward",                                           \
           "Look at the step after; at the live end it steps as n does.")                          \
    ACTION(FIRST, "0 Home", IN_STAGE, 2, "first", "Look at the very beginning.")                   \
    ACTION(LAST, "$ End", IN_STAGE, 3, "live end", "Look at the live end of the run.")             \
    ACTION(MARK_NEXT, "m", IN_STAGE, 2, "next mark",                                               \
           "On to the next mark, or to what the program says or asks before it.")                  \
    ACTION(MARK_BACK, "M", IN_STAGE, 0, "mark before", "Look at the mark before.")                 \
    ACTION(GO_TO, "g", IN_STAGE, 3, "go to", "Look at the step whose number you type.")            \
    ACTION(PLAY, "Space", IN_STAGE, 7, "play",                                                     \
           "Play: a step again and again. Pressed once more: pause.")                              \
    ACTION(FASTER, "+ =", IN_STAGE, 1, "faster", "Play faster.")                                   \
    ACTION(SLOWER, "-", IN_STAGE, 1, "slower", "Play slower.")                                     \
    ACTION(BRANCH, "b", IN_STAGE, 5, "branch here",                                                \
           "Run a new set of processes up to the step shown, and go on from there.")               \
    ACTION(AGAIN, "r", IN_STAGE, 5, "run again", "Run the program again from its start.")          \
    ACTION(PROGRAM, "v", IN_STAGE | IN_TEXT, 5, "other program",                                   \
           "Choose another program of this lesson.")                                               \
    ACTION(PARAMETER, "P", IN_STAGE, 3, "parameters",                                              \
           "Set a parameter of the program and run it again.")                                     \
    ACTION(ANSWER, "a", IN_STAGE, 4, "answer",                                                     \
           "Type the answer that the program asks for; when it asks nothing: the questions.")      \
    ACTION(KERNEL, "k", IN_STAGE, 6, "kernel",                                                     \
           "What the kernel holds: who has which end, and what is inside. Again: the stage.")      \
    ACTION(CODE, "c", IN_STAGE, 4, "Lua/C", "The code as the lesson's Lua, or as its C twin.")     \
    ACTION(EXPLAIN, "e w", IN_STAGE, 6, "explain",                                                 \
           "Why it waits, or what the last step did, in full.")                                    \
    ACTION(OUTPUT, "o", IN_STAGE, 3, "output", "What the program has printed so far.")             \
    ACTION(TEXT, "t", IN_STAGE | IN_TEXT, 5, "text",                                               \
           "The lesson's text, and from there back to the run.")                                   \
    ACTION(ACTOR_BACK, "u Up K", IN_STAGE, 0, "process before",                                    \
           "Choose the process before: code and why follow it.")                                   \
    ACTION(ACTOR_NEXT, "d Down j", IN_STAGE, 2, "other process",                                   \
           "Choose the next process: code and why follow it.")                                     \
    ACTION(TIME_LEFT, "< ,", IN_STAGE, 1, "scroll left", "Scroll the timeline to the left.")       \
    ACTION(TIME_RIGHT, "> .", IN_STAGE, 1, "scroll right", "Scroll the timeline to the right.")    \
    ACTION(PANE_UP, "[ PageUp", IN_STAGE, 0, "scroll up", "Scroll the page that is in front up.")  \
    ACTION(PANE_DOWN, "] PageDown", IN_STAGE, 0, "scroll down",                                    \
           "Scroll the page that is in front down.")                                               \
    ACTION(OPEN, "Enter l Right", IN_SYLLABUS | IN_CHOOSER, 9, "open",                             \
           "Open what the cursor is on.")                                                          \
    ACTION(START, "Enter", IN_TEXT, 9, "to the run", "From the text to the run.")                  \
    ACTION(PICK, "1 2 3 4 5 6 7 8 9", IN_CHOOSER, 5, "choose", "Take the one with that number.")   \
    ACTION(UP, "k Up", IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 3, "up",        \
           "One line up.")                                                                         \
    ACTION(DOWN, "j Down", IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 4, "down",  \
           "One line down.")                                                                       \
    ACTION(PAGE_UP, "b PageUp", IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 3,     \
           "page up", "One page up.")                                                              \
    ACTION(PAGE_DOWN, "Space PageDown",                                                            \
           IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 4, "page down",             \
           "One page down.")                                                                       \
    ACTION(TOP, "g Home", IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 1, "top",    \
           "To the beginning.")                                                                    \
    ACTION(BOTTOM, "G End", IN_TEXT | IN_QUESTION | IN_EXAM | IN_SYLLABUS | IN_CHOOSER, 1,         \
           "bottom", "To the end.")                                                                \
    ACTION(NEXT_PAGE, "Tab", IN_STAGE, 5, "next page", "The next page of this screen.")            \
    ACTION(LAST_PAGE, "Shift-Tab T", IN_STAGE, 0, "page before", "The page before.")               \
    ACTION(NEXT_LINK, "Tab", IN_TEXT, 5, "next run",                                               \
           "Choose the next program that the text speaks of: Enter runs it.")                      \
    ACTION(LAST_LINK, "Shift-Tab T", IN_TEXT, 0, "run before",                                     \
           "Choose the program before that the text speaks of.")                                   \
    ACTION(SEND, "Enter", IN_FIELD, 9, "send", "Send what you typed.")                             \
    ACTION(ERASE, "Backspace Ctrl-H", IN_FIELD, 0, "erase", "Take the last character away.")       \
    ACTION(ERASE_ALL, "Delete Ctrl-U", IN_FIELD, 3, "erase all", "Empty the field.")               \
    ACTION(LEAVE, "Esc", IN_ALL, 5, "leave", "Leave this: to what was there before it.")           \
    ACTION(REDRAW, "L Ctrl-L", IN_ALL & ~IN_FIELD, 0, "redraw", "Draw the whole screen anew.")     \
    ACTION(HELP, "? F1", IN_ALL & ~IN_FIELD, 9, "help", "All the keys of this place.")             \
    ACTION(QUIT, "q Q", IN_ALL & ~IN_FIELD, 5, "quit", "Leave ipc-tutor.")                         \
    ACTION(MEASURE, "S", IN_STAGE | IN_TEXT | IN_SYLLABUS, 1, "speeds",                            \
           "What pipes, sockets and the others cost here, measured. Again: measure anew.")         \
    ACTION(WILD, "W", IN_STAGE | IN_TEXT, 3, "wild runs",                                          \
           "Run it 200 times with all gates open, on all CPUs, and count how it ends.")            \
    ACTION(OVERVIEW, "o", IN_SYLLABUS, 6, "overview",                                              \
           "The mechanisms side by side, and what they cost here. Again: the lessons.")            \
    ACTION(PREDICT, "y", IN_STAGE, 3, "predict",                                                   \
           "Say what each step will do before it is made. Again: just step.")                      \
    ACTION(TIMELINE, "i", IN_STAGE | IN_TIMELINE, 6, "timeline",                                   \
           "The timeline on the whole screen, with a cursor in it. Again: the stage.")             \
    ACTION(ZOOM_OUT, "z -", IN_TIMELINE, 8, "farther",                                             \
           "More of the timeline: a column stands for more steps, at last all of the run.")        \
    ACTION(ZOOM_IN, "Z + =", IN_TIMELINE, 7, "closer",                                             \
           "Less of the timeline, up to a cell a step with the name of what was done.")            \
    ACTION(LANE_UP, "k Up", IN_TIMELINE, 3, "process above", "The cursor to the process above.")   \
    ACTION(LANE_DOWN, "j Down", IN_TIMELINE, 3, "process below",                                   \
           "The cursor to the process below.")                                                     \
    ACTION(TIME_BACK, "h Left", IN_TIMELINE, 4, "left", "The cursor a step (a column) back.")      \
    ACTION(TIME_ON, "l Right", IN_TIMELINE, 4, "right", "The cursor a step (a column) on.")        \
    ACTION(EVENT_NEXT, "]", IN_TIMELINE, 7, "next event",                                          \
           "The cursor to where something happens next to this process.")                          \
    ACTION(EVENT_BACK, "[", IN_TIMELINE, 6, "event before",                                        \
           "The cursor to where something happened last to this process.")                         \
    ACTION(ARROW, "}", IN_TIMELINE, 7, "follow arrow",                                             \
           "The cursor to the other end: from a write to its read, from a wait to who ended it, "  \
           "and back.")                                                                            \
    ACTION(LOOK_THERE, "Enter", IN_TIMELINE, 9, "go there",                                        \
           "The stage at the step under the cursor, code and why of its process.")                 \
    ACTION(QUESTIONS, "a", IN_TEXT | IN_SYLLABUS, 7, "questions",                                  \
           "Answer the questions of the lesson.")                                                  \
    ACTION(REVIEW, "r", IN_SYLLABUS, 5, "review",                                                  \
           "Answer again what is due today, from all lessons.")                                    \
    ACTION(NUMBER, "1 2 3 4 5 6 7 8 9", IN_QUESTION | IN_EXAM, 8, "choose",                        \
           "Choose the line with that number; once more takes it back. An order: the next.")       \
    ACTION(REPLY, "Enter", IN_QUESTION, 9, "answer/next",                                          \
           "Answer; when it is answered: on to the next question.")                                \
    ACTION(HINT, "h", IN_QUESTION, 7, "hint", "The next hint. Right after a hint counts less.")    \
    ACTION(SEE, "s", IN_QUESTION, 8, "see it happen",                                              \
           "The run that answers, on the stage, at the step where it shows. There, a comes back.") \
    ACTION(NEXT_QUESTION, "n Right", IN_QUESTION | IN_EXAM, 6, "next", "The next question.")       \
    ACTION(LAST_QUESTION, "p Left", IN_QUESTION | IN_EXAM, 6, "question before",                   \
           "The question before.")                                                                 \
    ACTION(BIG_STEP, ")", IN_STAGE, 0, "big step",                                                 \
           "On to where something is said, asked, marked or blocked, or to the end.")              \
    ACTION(BIG_BACK, "(", IN_STAGE, 0, "big step back",                                            \
           "Look back at where something was said, asked, marked or blocked.")                     \
    ACTION(SEARCH, "/", IN_STAGE | IN_TEXT | IN_SYLLABUS | IN_TIMELINE, 5, "search",               \
           "Search: in the text, in the lessons, or in what has happened in the run.")             \
    ACTION(MATCH_NEXT, "n *", IN_TEXT | IN_SYLLABUS, 0, "next match",                              \
           "To the next place where what was searched for stands.")                                \
    ACTION(MATCH_BACK, "p # N", IN_TEXT | IN_SYLLABUS, 0, "match before",                          \
           "To the place before where what was searched for stands.")                              \
    ACTION(FOUND_NEXT, "*", IN_STAGE, 0, "next match",                                             \
           "To the next step in which what was searched for happens.")                             \
    ACTION(FOUND_BACK, "#", IN_STAGE, 0, "match before",                                           \
           "To the step before in which what was searched for happens.")                           \
    ACTION(COMMAND, ": ;", IN_STAGE | IN_TEXT | IN_SYLLABUS | IN_TIMELINE | IN_QUESTION, 2,        \
           "command",                                                                              \
           "Type a command: 12 goes to step 12, an action's name does it; Tab completes.")         \
    ACTION(PALETTE, "x Ctrl-P",                                                                    \
           IN_STAGE | IN_TEXT | IN_SYLLABUS | IN_TIMELINE | IN_QUESTION | IN_EXAM, 7,              \
           "all actions",                                                                          \
           "All that can be done, with its keys: type some letters of it, Enter does it.")         \
    ACTION(MOUSE, "%", IN_ALL & ~IN_FIELD, 0, "mouse",                                             \
           "The mouse is the tutor's, or the terminal's (to select text). Again: back.")           \
    ACTION(OUT, "h Left", IN_TEXT | IN_SYLLABUS | IN_CHOOSER, 0, "out",                            \
           "Leave this, as Esc does.")                                                             \
    ACTION(INTO, "l Right", IN_TEXT, 0, "in", "From the text to the run, as Enter does.")          \
    ACTION(COMPLETE, "Tab", IN_FIELD, 0, "complete",                                               \
           "In a command: complete the word, or say what it could be.")                            \
    ACTION(EARLIER, "Up", IN_FIELD, 0, "earlier",                                                  \
           "The line typed before; in a list: the row above.")                                     \
    ACTION(LATER, "Down", IN_FIELD, 0, "later", "The line typed after; in a list: the row below.") \
    ACTION(EXAM, "X", IN_STAGE | IN_TEXT | IN_SYLLABUS, 0, "exam",                                 \
           "An exam: questions of all lessons or of a topic, and at its end what was wrong.")      \
    ACTION(ON, "Enter", IN_EXAM, 9, "type/next",                                                   \
           "Type the answer where one is typed; else on to the next question.")                    \
    ACTION(FLAG, "m", IN_EXAM, 7, "mark",                                                          \
           "Mark the question, to return to it. Again: the mark is gone.")                         \
    ACTION(EXAM_LIST, "l", IN_EXAM, 6, "list",                                                     \
           "All questions of the exam, which are answered, which are marked; go to one.")          \
    ACTION(HAND_IN, "H", IN_EXAM, 8, "hand in",                                                    \
           "Hand the exam in: it says first how many questions are not answered.")                 \
    ACTION(INTERRUPT, "I Ctrl-C", IN_STAGE, 0, "Ctrl-C",                                           \
           "Ctrl-C to the lesson: each of its processes gets SIGINT, as from a terminal.")         \
    ACTION(OTHER_ORDER, "Y", IN_STAGE, 1, "other order",                                           \
           "After a wrong prediction: an order in which it does what you said. Again: back.")

enum action {
    ACTION_NONE, /* the key means nothing here (in IN_FIELD: it is text, if keys_is_text) */
#define ACTION_ENUM(name, keys, contexts, priority, label, help) ACTION_##name,
    ACTION_LIST(ACTION_ENUM)
#undef ACTION_ENUM
        ACTION_N
};

/* What a key means in a context (exactly one of its bits): by the user's own keys (keys_configure),
 * else by the list. */
enum action keys_action(enum input_context context, int key);
/* Which number, 1 to 9, a key says that means LET_GO or PICK; 0: none. */
int keys_number(int key);
/* Stands for an action where a key is asked for, whatever its keys are; number: see keys_number. */
#define INPUT_OF(action, number) (INPUT_ACTION + (number)*0x1000 + (int)(action))
/* A codepoint that one types into a field. */
bool keys_is_text(int key);

#define KEY_NAME 12 /* bytes of the longest name of a key, with its 0 */

/* The key that stands for an action on screen ("n", "Space", "1-9"); "" if the user's own keys left
 * it none; returns out. */
char *keys_name(enum action action, char out[KEY_NAME]);
/* The same in one place. */
char *keys_name_in(enum action action, enum input_context context, char out[KEY_NAME]);
const char *keys_label(enum action action);
const char *keys_help(enum action action);
/* All keys of an action, as "p, Left". */
void keys_all(enum action action, struct buf *out);
/* Those that work in any of these contexts. */
void keys_all_in(enum action action, unsigned contexts, struct buf *out);
/* What an action is called in commands and in the configuration file: "go-to". */
#define ACTION_ID 24
char *keys_id(enum action action, char out[ACTION_ID]);
/* The action of that name; ACTION_NONE: there is none. */
enum action keys_find(const char *id);
/* Whether it holds in one of these contexts. */
bool keys_holds(enum action action, unsigned contexts);
/* "In a run", "In a text", ... */
const char *keys_place(enum input_context context);

/* Keys of the user's own, from the text of a configuration file: a line a key, "x = step", as "#
 * ..." a comment; "x = none" takes a key away. They stand before those of the list. What is wrong
 * is told to `fault` (file, line, what to do) and left out. What was configured before is gone; so
 * text NULL is the way back to the list. */
void keys_configure(const char *file, const char *text,
                    void (*fault)(void *arg, const struct diag *diag), void *arg);

/* A set of actions for the footer. */
__extension__ typedef unsigned __int128 action_set;
#define ACTION_BIT(action) ((action_set)1 << (action))

struct footer_item {
    enum action action;
    char key[KEY_NAME];
    const char *label;
    int x; /* its column; key and label with one blank between them, two blanks between items */
};

/* What a footer shall show: `first` before all others, nothing of `without`; words (may be NULL):
 * what an action is called here, where that is not its label; NULL in it: its label. */
struct footer_wish {
    enum input_context context;
    action_set first, without;
    const char *const *words; /* ACTION_N of them */
};

/* What fits into width columns: the first, then by priority; help (in a field: leave) is always the
 * last. They stand in the order of the list, `first` before the others, so that they keep their
 * places. Returns how many of ret_items (at most max) are set. */
size_t keys_footer(const struct footer_wish *wish, int width, struct footer_item *ret_items,
                   size_t max);

/* The help screen of a context, a row an action, wrapped at width:
 * "n, Enter          One step: ..." */
void keys_help_text(enum input_context context, int width, struct buf *out);
/* The section KEYS of the manual page, in mdoc(7): all contexts. */
void keys_manual(struct buf *out);

#endif
