package dev.mcm.local.trace;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// A chat request of the Azure LLM inference trace (Azure/AzurePublicDataset, 2023).
///
/// @param at time since the first request of the trace
/// @param contextTokens tokens of the prompt
/// @param generatedTokens tokens of the answer
public record TraceRequest(Duration at, int contextTokens, int generatedTokens) {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSS");

    static List<TraceRequest> fromRows(List<TraceRow> rows) {
        LocalDateTime first = time(rows.getFirst());
        return rows.stream()
                .map(row ->
                        new TraceRequest(
                                Duration.between(first, time(row)),
                                row.integer("ContextTokens"),
                                row.integer("GeneratedTokens")))
                .toList();
    }

    private static LocalDateTime time(TraceRow row) {
        return LocalDateTime.parse(row.text("TIMESTAMP"), TIMESTAMP);
    }
}
