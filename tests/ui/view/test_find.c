/* SPDX-License-Identifier: MIT */
/* A question whose answer is a schedule: its page before, between and after the tries, and the top
 * line of the stage while it is sought. */
#include "asking_stand.h"

static const char md[] =
    "---\nformat: 1\nid: relay\ntitle: \"Relay: a note through two pipes\"\ntopic: pipes\n---\n\n"
    "Text.\n\n"
    "## Question: first\n\nmain closes its write end of *p* early or late. Let them go so that the "
    "last thing that happens in *right* is its own end, with everything read, nothing printed and "
    "nobody left who could still write.\n\n"
    "Answer: schedule of `right`\nWith: `lines=2`\nWith: `note=hi`\nGoal: `main.read.count` is "
    "`2`\nGoal: `main.read.ret` is `0`\nGoal: `p.writers` is not `1`\nSteps: 12\n"
    "Solution: `main*3 child main child*2 main`\n\n"
    "Hint: How does a reader notice end-of-file?\nHint: Who closes last?\n\n"
    "## Question: never\n\nLet them hang.\n\nAnswer: schedule of `right`\n"
    "Goal: `outcome` is `deadlock`\nSolution: `main*3 child*2`\n";

static void before_and_found(void **state) {
    struct stand stand;

    (void)state;
    stand_open(&stand, md, "first");
    scenery_same(&stand.scenery, "find-80x24", 80, 24);
    scenery_same(&stand.scenery, "find-60x20", 60, 20);
    assert_true(asking_try(&stand.asking, stand.scenery.log, NULL));
    scenery_same(&stand.scenery, "find-found-80x24", 80, 24);
    scenery_same(&stand.scenery, "find-found-60x20", 60, 20);
    stand_close(&stand);
}

static void tried_and_given_up(void **state) {
    struct stand stand;

    (void)state;
    stand_open(&stand, md, "never");
    assert_false(asking_try(&stand.asking, stand.scenery.log, NULL));
    scenery_same(&stand.scenery, "find-tried-80x24", 80, 24);
    scenery_same(&stand.scenery, "find-tried-60x20", 60, 20);
    asking_give_up(&stand.asking, NULL);
    scenery_same(&stand.scenery, "find-given-up-80x24", 80, 24);
    scenery_same(&stand.scenery, "find-given-up-60x20", 60, 20);
    stand_close(&stand);
}

static void on_the_stage(void **state) {
    struct stand stand;
    struct scene *scene = &stand.scenery.scene;

    (void)state;
    stand_open(&stand, md, "first");
    scene->place = PLACE_RUN;
    scene->page = VIEW_STAGE;
    scene->goal = GOAL_SOUGHT;
    scenery_same(&stand.scenery, "find-stage-80x24", 80, 24);
    scenery_same(&stand.scenery, "find-stage-60x20", 60, 20);
    scene->goal = GOAL_MISSED;
    scene->status = "main.read.ret is 2, from step 5 on. Until step 3 at least it was still open.";
    scenery_same(&stand.scenery, "find-stage-missed-80x24", 80, 24);
    scene->goal = GOAL_FOUND;
    scene->status = NULL;
    scene->ascii = true;
    scenery_same(&stand.scenery, "find-stage-found-60x20", 60, 20);
    stand_close(&stand);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_and_found),
        cmocka_unit_test(tried_and_given_up),
        cmocka_unit_test(on_the_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
