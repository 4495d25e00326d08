package dev.mcm.testkit.plane.controller;

/// What a kubelet must know of, and tell to, whoever sends requests to pods. Called on the
/// controllers' scheduler.
public interface Requests {

    /// Nobody sends requests.
    Requests NONE =
            new Requests() {
                @Override
                public void podDied(String podUid) {}

                @Override
                public void whenIdle(String podUid, Runnable then) {
                    then.run();
                }
            };

    /// The pod's container is gone, and the requests it was working on with it.
    void podDied(String podUid);

    /// Runs `then`, on any thread, once the pod works on no request. It gets no new ones.
    void whenIdle(String podUid, Runnable then);
}
