package dev.mcm.atctl.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A length of time as people write it: `90s`, `30m`, `2h`, `1h30m`.
final class LengthText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            Duration length = Duration.parse("PT" + text);
            if (length.compareTo(Duration.ofSeconds(1)) >= 0) {
                return length;
            }
        } catch (DateTimeParseException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'" + text + "' (expected: 90s, 30m, 2h or a sum of such, at least 1s)");
    }
}
