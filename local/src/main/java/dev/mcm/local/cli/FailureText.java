package dev.mcm.local.cli;

import dev.mcm.local.stack.StackFailedException;
import dev.mcm.local.stack.StackInUseException;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What to tell a person about a failed command: the message where it was meant for people, else
/// all that is known.
final class FailureText {
    private FailureText() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case StackInUseException e -> String.valueOf(e.getMessage());
            case IllegalArgumentException e -> String.valueOf(e.getMessage());
            case StackFailedException e -> String.valueOf(e.getMessage());
            default -> {
                StringWriter text = new StringWriter();
                failure.printStackTrace(new PrintWriter(text));
                yield text.toString();
            }
        };
    }
}
