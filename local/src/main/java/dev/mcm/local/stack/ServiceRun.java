package dev.mcm.local.stack;

import dev.mcm.testkit.process.ChildProcess;
import java.net.URI;
import java.time.Duration;

/// One run of a service, from its start to its end.
interface ServiceRun {
    /// Process id on this machine.
    long pid();

    boolean isAlive();

    /// As [ChildProcess#awaitHttp(URI, Duration)].
    void awaitHttp(URI url, Duration limit);

    /// SIGKILL; returns when the service has ended.
    void killHard();

    /// SIGTERM, and SIGKILL when it does not end; returns when it has ended.
    void stop();

    /// A run that is a child process.
    ///
    /// @param patience before a stop becomes a kill
    static ServiceRun of(ChildProcess process, Duration patience) {
        return new Child(process, patience);
    }

    /// See [#of(ChildProcess, Duration)].
    record Child(ChildProcess process, Duration patience) implements ServiceRun {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void awaitHttp(URI url, Duration limit) {
            process.awaitHttp(url, limit);
        }

        @Override
        public void killHard() {
            process.killHard();
        }

        @Override
        public void stop() {
            process.stop(patience);
        }
    }
}
