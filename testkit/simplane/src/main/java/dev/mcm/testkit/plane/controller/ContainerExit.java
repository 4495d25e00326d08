package dev.mcm.testkit.plane.controller;

import java.time.Instant;

/// How a container ended, as its pod's status tells it.
record ContainerExit(Cause cause, Instant startedAt, Instant finishedAt) {

    /// Why a container ended, with the code and the word that a kubelet reports.
    enum Cause {
        /// The program failed by itself.
        ERROR(1, "Error"),
        /// Somebody killed the program.
        KILLED(137, "Error"),
        /// The kernel killed it, as it wanted more memory than its limit.
        OUT_OF_MEMORY(137, "OOMKilled"),
        /// Its machine stopped under it.
        NODE_STOPPED(255, "Unknown");

        private final int code;
        private final String reason;

        Cause(int code, String reason) {
            this.code = code;
            this.reason = reason;
        }

        int code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }
}
