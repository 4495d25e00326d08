package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a run of many seeds found.
final class SuiteReport {

    private final String apiServer;
    private final String commit;
    private final long from;
    private final Coverage coverage = new Coverage();
    private final Map<ListedDifference, Integer> listed = new EnumMap<>(ListedDifference.class);
    private final List<Long> differing = new ArrayList<>();
    private int seeds;

    /// @param apiServer version of the real one
    SuiteReport(String apiServer, String commit, long from) {
        this.apiServer = apiServer;
        this.commit = commit;
        this.from = from;
    }

    Comparison add(Duel.Round round) {
        Comparison comparison = round.comparison();
        seeds++;
        coverage.add(comparison, round.transcript());
        comparison.listed().forEach((l, n) -> listed.merge(l, n, Integer::sum));
        if (!comparison.isClean()) {
            differing.add(comparison.sequence().seed());
        }
        return comparison;
    }

    int differing() {
        return differing.size();
    }

    String line() {
        return "differential: "
                + seeds
                + " seeds, "
                + coverage.total()
                + " requests, "
                + differing.size()
                + " seeds with unlisted differences "
                + differing;
    }

    void writeTo(Path file) throws IOException {
        ObjectNode json = Trees.object().put("suite", "differential").put("commit", commit);
        json.put("apiServer", apiServer);
        json.put("from", from).put("seeds", seeds).put("seedsThatDiffer", differing.size());
        differing.forEach(json.withArray("differing")::add);
        ObjectNode met = json.putObject("listedDifferencesMet");
        listed.forEach((l, n) -> met.put(l.id(), n));
        json.setAll(coverage.json());
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
    }
}
