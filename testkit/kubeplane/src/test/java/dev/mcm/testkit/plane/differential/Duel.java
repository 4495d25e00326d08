package dev.mcm.testkit.plane.differential;

import java.util.concurrent.CompletableFuture;

/// Plays sequences against both servers.
final class Duel {

    private final Exchange real;
    private final Exchange simulated;
    private final String run;

    /// @param run makes the names of this run its own on a server that has seen others; letters and
    ///   digits
    Duel(Exchange real, Exchange simulated, String run) {
        this.real = real;
        this.simulated = simulated;
        this.run = run;
    }

    /// @param transcript of the real server, normalised
    record Round(Comparison comparison, Transcript transcript) {}

    Round play(Sequence sequence) {
        return play(sequence, "");
    }

    /// @param attempt tells apart several rounds of one seed
    Round play(Sequence sequence, String attempt) {
        String tag = tag(sequence.seed(), attempt);
        CompletableFuture<Transcript> expected =
                CompletableFuture.supplyAsync(() -> new Player(real, tag).play(sequence));
        Transcript actual = Normaliser.normalise(new Player(simulated, tag).play(sequence));
        Transcript normal = Normaliser.normalise(expected.join());
        return new Round(Comparison.of(sequence, normal, actual), normal);
    }

    private String tag(long seed, String attempt) {
        return "s" + Long.toString(seed, Character.MAX_RADIX) + "x" + run + attempt;
    }
}
