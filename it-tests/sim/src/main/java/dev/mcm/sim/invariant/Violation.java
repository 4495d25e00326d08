package dev.mcm.sim.invariant;

/// An invariant that did not hold.
///
/// @param cause one of few words, by which a violation is counted and shrunk
/// @param detail what exactly, for a reader
public record Violation(String invariant, String cause, String detail) {
    public String kind() {
        return invariant + "/" + cause;
    }
}
