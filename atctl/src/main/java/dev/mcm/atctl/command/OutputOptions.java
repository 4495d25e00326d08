package dev.mcm.atctl.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How an answer is printed.
final class OutputOptions {
    /// Forms of output.
    enum Form {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    private Form form = Form.TEXT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /// Prints the answer as JSON, or as the lines that `text` makes of it.
    <M extends Message> void print(M answer, Function<M, List<String>> text) {
        PrintWriter out = command.commandLine().getOut();
        switch (form) {
            case TEXT -> text.apply(answer).forEach(out::println);
            case JSON -> out.println(json(answer));
        }
    }

    private static String json(Message message) {
        try {
            return JsonFormat.printer().print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("answer cannot be printed as JSON", e);
        }
    }
}
