/* SPDX-License-Identifier: MIT */
/*
 * fsrs.c: the formulas of FSRS-6, by the names of their terms in its description ("The Algorithm",
 * wiki of fsrs4anki). w[n] below is its w with the index n.
 */
#include "fsrs.h"
#include <math.h>

/* The published default weights of FSRS-6. */
static const double w[21] = {0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                             0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                             1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542};

enum { DAY = 86400, INTERVAL_MAX = 36500 };
static const double STABILITY_MIN = 0.001;

/* Such that the chance is 0.9 when as many days have passed as the stability says. */
static double factor(void) {
    return pow(0.9, -1 / w[20]) - 1;
}

static double between(double least, double value, double most) {
    return value < least ? least : value > most ? most : value;
}

static double first_difficulty(enum fsrs_grade grade) {
    return w[4] - exp(w[5] * (grade - 1)) + 1;
}

/* Harder after a wrong answer, easier after an easy one, less so the nearer it is to 10; and a
 * little back towards that of a question that was easy at once. */
static double next_difficulty(double difficulty, enum fsrs_grade grade) {
    double change = -w[6] * ((int)grade - 3);
    double damped = difficulty + change * (10 - difficulty) / 9;
    return between(1, w[7] * first_difficulty(FSRS_EASY) + (1 - w[7]) * damped, 10);
}

static double same_day(double stability, enum fsrs_grade grade) {
    double rise = exp(w[17] * ((int)grade - 3 + w[18])) * pow(stability, -w[19]);
    return stability * (grade >= FSRS_GOOD && rise < 1 ? 1 : rise);
}

static double after_lapse(const struct fsrs *memory, double recall) {
    double forgotten = w[11] * pow(memory->difficulty, -w[12]) *
                       (pow(memory->stability + 1, w[13]) - 1) * exp(w[14] * (1 - recall));
    double most = memory->stability / exp(w[17] * w[18]);
    return forgotten < most ? forgotten : most;
}

static double after_recall(const struct fsrs *memory, double recall, enum fsrs_grade grade) {
    double rise = exp(w[8]) * (11 - memory->difficulty) * pow(memory->stability, -w[9]) *
                  (exp(w[10] * (1 - recall)) - 1);
    rise *= grade == FSRS_HARD ? w[15] : grade == FSRS_EASY ? w[16] : 1;
    return memory->stability * (1 + rise);
}

static int64_t days_since(const struct fsrs *memory, int64_t at) {
    return at > memory->last ? (at - memory->last) / DAY : 0;
}

void fsrs_review(struct fsrs *memory, enum fsrs_grade grade, int64_t at) {
    if (memory->reviews == 0) {
        *memory = (struct fsrs){.stability = w[grade - 1],
                                .difficulty = between(1, first_difficulty(grade), 10),
                                .last = at,
                                .reviews = 1};
        return;
    }
    double stability;
    if (days_since(memory, at) == 0) {
        stability = same_day(memory->stability, grade);
    } else {
        double recall = fsrs_recall(memory, at);
        stability =
            grade == FSRS_AGAIN ? after_lapse(memory, recall) : after_recall(memory, recall, grade);
    }
    memory->stability = stability < STABILITY_MIN ? STABILITY_MIN : stability;
    memory->difficulty = next_difficulty(memory->difficulty, grade);
    memory->last = at > memory->last ? at : memory->last;
    memory->reviews++;
    memory->lapses += grade == FSRS_AGAIN;
}

double fsrs_recall(const struct fsrs *memory, int64_t at) {
    if (memory->reviews == 0) {
        return 0;
    }
    return pow(1 + factor() * (double)days_since(memory, at) / memory->stability, -w[20]);
}

int32_t fsrs_interval(const struct fsrs *memory, double retention) {
    double days = memory->stability / factor() * (pow(retention, -1 / w[20]) - 1);
    return (int32_t)between(1, round(days), INTERVAL_MAX);
}
