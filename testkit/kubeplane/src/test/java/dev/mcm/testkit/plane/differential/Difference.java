package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;

/// One place where two answers to the same step differ.
///
/// @param path where in the answer: `code`, or a path from `body`
/// @param real what the real API server answered there; a missing node for nothing
/// @param simulated what the simulated plane answered there
record Difference(String path, JsonNode real, JsonNode simulated) {

    String text() {
        return path
                + "\n      real:      "
                + shown(real)
                + "\n      simulated: "
                + shown(simulated);
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "(nothing)" : node.toString();
    }
}
