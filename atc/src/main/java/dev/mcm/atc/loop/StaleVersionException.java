package dev.mcm.atc.loop;

/// What is on a plane comes from a newer push than this one, which is dropped.
final class StaleVersionException extends RuntimeException {
    StaleVersionException(String where, long pushVersion) {
        super(where + " has seen a newer push than version " + pushVersion + ": dropped");
    }
}
