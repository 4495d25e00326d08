package dev.mcm.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The figures of one run, each beside its reference. Not safe for use by many threads.
public final class Report {

    private static final String ABSENT = "-";

    /// @param reference null = there is none
    /// @param unit of both
    private record Figure(Rounds measured, @Nullable Rounds reference, String unit) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// Adds a figure under its name in the last line.
    ///
    /// @param reference null = there is none
    public void figure(String name, Rounds measured, @Nullable Rounds reference, String unit) {
        figures.put(name, new Figure(measured, reference, unit));
    }

    /// Adds a sentence that a reader of the figures must know.
    public void note(String sentence) {
        notes.add(sentence);
    }

    /// Says what is going on, as a run takes minutes.
    public void progress(String what) {
        System.out.println("... " + what);
    }

    String table() {
        FigureTable table =
                new FigureTable("figure", "median", "least", "most", "reference", "ratio", "unit");
        figures.forEach((name, figure) ->
                table.row(
                        name,
                        number(figure.measured().median()),
                        number(figure.measured().least()),
                        number(figure.measured().most()),
                        against(figure, reference -> reference),
                        against(figure, reference -> figure.measured().median() / reference),
                        figure.unit()));
        StringBuilder text = new StringBuilder(table.text());
        notes.forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String against(Figure figure, DoubleUnaryOperator value) {
        Rounds reference = figure.reference();
        return reference == null ? ABSENT : number(value.applyAsDouble(reference.median()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
    }

    /// `BENCH <name> {json}`; a reference that was not there is null.
    String lastLine(String bench, Settings settings) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        figures.forEach((name, figure) -> json.put(name, rounded(figure.measured().median())));
        ObjectNode reference = json.putObject("reference");
        figures.forEach((name, figure) -> {
            Rounds beside = figure.reference();
            reference.put(name, beside == null ? null : Double.valueOf(rounded(beside.median())));
        });
        ObjectNode used = json.putObject("settings");
        settings.values().forEach(used::put);
        try {
            return "BENCH " + bench + " " + mapper.writeValueAsString(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("The figures did not serialize", failure);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
