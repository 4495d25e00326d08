package dev.mcm.testkit.plane.differential;

import java.time.Duration;
import java.util.Optional;

/// The way to a server: the one place where a test can put a fault between player and server.
interface Exchange {

    record Reply(int code, String text) {}

    Reply send(HttpCall call);

    /// Opens a watch; comes back when the server has sent the head of its answer.
    Lines watch(HttpCall call);

    /// The lines of an open answer.
    interface Lines extends AutoCloseable {

        int code();

        /// The next line; empty when the answer ended or no line came in time.
        Optional<String> next(Duration patience);

        @Override
        void close();
    }
}
