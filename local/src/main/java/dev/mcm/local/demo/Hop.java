package dev.mcm.local.demo;

/// A hop of the loop, measured between two commits or between a commit and its event.
enum Hop {
    COMMIT_TO_EVENT("row committed → event on Kafka"),
    ASKED_TO_SCALED("asked for → scale target"),
    SCALED_TO_PLACED("scale target → placements"),
    PLACED_TO_PUSHED("placement → applied on the plane"),
    PUSHED_TO_READY("applied → all replicas ready, seen by MCM");

    private final String title;

    Hop(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
