package dev.mcm.testkit.net;

/// Open, or shut for everybody who wants to pass.
final class Gate {
    private boolean open = true;

    synchronized void open() {
        open = true;
        notifyAll();
    }

    synchronized void shut() {
        open = false;
    }

    /// Returns when the gate is open.
    synchronized void pass() throws InterruptedException {
        while (!open) {
            wait();
        }
    }
}
