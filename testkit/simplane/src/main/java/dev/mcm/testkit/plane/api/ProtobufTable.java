package dev.mcm.testkit.plane.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The protobuf messages of Kubernetes' own kinds, read from the table that `bin/plane-protobuf.py`
/// makes.
final class ProtobufTable {

    private static final String TABLE = "kubernetes.protobuf";

    /// How often a field stands in a message.
    enum Shape {
        ONE,
        LIST,
        MAP
    }

    /// @param type `s`, `i`, `t`, `b` or the name of a message; for a map that of its values
    record Field(String name, Shape shape, String type) {}

    private static final Map<String, Map<Integer, Field>> MESSAGES = read();

    private ProtobufTable() {}

    static boolean knows(String message) {
        return MESSAGES.containsKey(message);
    }

    /// The fields of a message by their numbers.
    static Map<Integer, Field> fields(String message) {
        return MESSAGES.getOrDefault(message, Map.of());
    }

    private static Map<String, Map<Integer, Field>> read() {
        try (InputStream in = ProtobufTable.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + TABLE);
            }
            Map<String, Map<Integer, Field>> messages = new HashMap<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String[] parts = line.split(" ", -1);
                Map<Integer, Field> fields = new HashMap<>();
                for (int i = 1; i < parts.length && !line.startsWith("#"); i++) {
                    String[] field = parts[i].split(":", 3);
                    fields.put(Integer.valueOf(field[0]), field(field[1], field[2]));
                }
                messages.put(parts[0], fields);
            }
            return messages;
        } catch (IOException failure) {
            throw new UncheckedIOException(TABLE + " could not be read", failure);
        }
    }

    private static Field field(String name, String type) {
        if (type.startsWith("*")) {
            return new Field(name, Shape.LIST, type.substring(1));
        }
        return type.startsWith("{}")
                ? new Field(name, Shape.MAP, type.substring(2))
                : new Field(name, Shape.ONE, type);
    }
}
