package dev.mcm.atc;

/// Starts ATC with the configuration of the environment.
public final class AtcMain {
    private AtcMain() {}

    public static void main(String[] args) {
        AtcApp.run(System.getenv());
    }
}
