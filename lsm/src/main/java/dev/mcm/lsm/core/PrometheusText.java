package dev.mcm.lsm.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads Prometheus' text format, version 0.0.4, and OpenMetrics as far as they agree:
/// `name{label="value",…} number [time]`.
public final class PrometheusText {
    private PrometheusText() {}

    /// One measurement.
    public record Measurement(String name, Map<String, String> labels, double value) {
        public Measurement {
            labels = Map.copyOf(labels);
        }
    }

    /// All measurements, in order.
    ///
    /// @throws IllegalArgumentException at the first line that is not in the format
    public static List<Measurement> parse(String text) {
        List<Measurement> measurements = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .forEach(line -> measurements.add(new Line(line).measurement()));
        return measurements;
    }

    /// A cursor over one line.
    private static final class Line {
        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        Measurement measurement() {
            String name = word();
            Map<String, String> labels = new HashMap<>();
            if (peek() == '{') {
                at++;
                while (peek() != '}') {
                    label(labels);
                }
                at++;
            }
            String rest = text.substring(at).strip();
            int space = rest.indexOf(' ');
            return new Measurement(
                    name, labels, number(space < 0 ? rest : rest.substring(0, space)));
        }

        private void label(Map<String, String> labels) {
            skipSpaces();
            String key = word();
            expect('=');
            expect('"');
            labels.put(key, quoted());
            skipSpaces();
            if (peek() == ',') {
                at++;
                skipSpaces();
            } else if (peek() != '}') {
                throw malformed("',' or '}'");
            }
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            while (peek() != '"') {
                char c = text.charAt(at++);
                if (c == '\\') {
                    char escaped = peek();
                    at++;
                    value.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    value.append(c);
                }
            }
            at++;
            return value.toString();
        }

        private String word() {
            int start = at;
            while (at < text.length() && isWordPart(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw malformed("a name");
            }
            return text.substring(start, at);
        }

        private double number(String number) {
            return switch (number) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> {
                    try {
                        yield Double.parseDouble(number);
                    } catch (NumberFormatException e) {
                        throw malformed("a number");
                    }
                }
            };
        }

        private void skipSpaces() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private void expect(char c) {
            if (peek() != c) {
                throw malformed("'" + c + "'");
            }
            at++;
        }

        private char peek() {
            if (at >= text.length()) {
                throw malformed("more");
            }
            return text.charAt(at);
        }

        private IllegalArgumentException malformed(String expected) {
            return new IllegalArgumentException(
                    "metrics line: '"
                            + text
                            + "' at column "
                            + (at + 1)
                            + " (expected: "
                            + expected
                            + ")");
        }

        private static boolean isWordPart(char c) {
            return c == '_'
                    || c == ':'
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9');
        }
    }
}
