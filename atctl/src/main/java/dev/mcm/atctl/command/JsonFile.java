package dev.mcm.atctl.command;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A request read from a JSON file, `-` for standard input. Unknown fields are refused.
final class JsonFile {
    private JsonFile() {}

    static <B extends Message.Builder> B read(Path file, B request) {
        try {
            String json =
                    file.toString().equals("-")
                            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(file);
            JsonFormat.parser().merge(json, request);
            return request;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "%s is no %s: %s"
                            .formatted(
                                    file, request.getDescriptorForType().getName(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
