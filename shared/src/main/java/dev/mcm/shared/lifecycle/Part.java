package dev.mcm.shared.lifecycle;

/// Something with a life of its own inside a service: a server, a loop, a pool.
public interface Part {
    /// For the log: "gRPC server".
    String name();

    /// Returns once the part works. Called once.
    void start() throws Exception;

    /// Returns once the part has let go of everything. Called once, only after [#start()] has
    /// returned or thrown.
    void stop() throws Exception;

    /// Code that may throw.
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    static Part of(String name, Action start, Action stop) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() throws Exception {
                start.run();
            }

            @Override
            public void stop() throws Exception {
                stop.run();
            }
        };
    }

    /// Something that already works and only has to be closed.
    static Part closing(String name, AutoCloseable resource) {
        return of(name, () -> {}, resource::close);
    }
}
