package dev.mcm.testkit.plane.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The types of Kubernetes' own kinds, read from the table that `bin/plane-schema.py` makes.
/// Immutable.
public final class FieldTypes {

    private static final List<String> TABLES = List.of("kubernetes.schema", "other.schema");
    private static final String META = "meta.v1.ObjectMeta";

    private static final Pattern FIELD =
            Pattern.compile(
                    "(?<name>[^:=]+)(?:=(?<standard>.+))?"
                            + "(?::(?<atomic>!)?(?<shape>\\[[^]]*]|<>|\\{})?(?<type>.*))?");

    private static final FieldTypes OWN = new FieldTypes();

    private final Map<String, List<String>> lines = new HashMap<>();
    private final Map<String, FieldType> types = new HashMap<>();

    private FieldTypes() {
        TABLES.forEach(this::read);
        lines.keySet().forEach(this::named);
    }

    /// The type of a kind's objects. A kind that the table does not know has typed metadata only.
    public static FieldType of(ResourceType type) {
        String group = type.group().isEmpty() ? "core" : type.group().split("\\.", -1)[0];
        FieldType known = OWN.types.get(group + "." + type.version() + "." + type.kind());
        return known == null ? custom(FieldType.UNTYPED, FieldType.UNTYPED) : known;
    }

    /// The type of a custom kind's objects.
    public static FieldType custom(FieldType spec, FieldType status) {
        return new FieldType.Struct(
                false,
                true,
                Map.of(
                        "apiVersion",
                        FieldType.SCALAR,
                        "kind",
                        FieldType.SCALAR,
                        "metadata",
                        OWN.named(META),
                        "spec",
                        spec,
                        "status",
                        status));
    }

    /// A type by its name in the table, such as `core.v1.PodTemplateSpec`.
    public static FieldType byName(String name) {
        return OWN.named(name);
    }

    private void read(String table) {
        try (InputStream in = FieldTypes.class.getResourceAsStream(table)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + table);
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .map(l -> List.of(l.split(" ", -1)))
                    .forEach(l -> lines.put(l.getFirst().replace("!", ""), l));
        } catch (IOException failure) {
            throw new UncheckedIOException(table + " could not be read", failure);
        }
    }

    private FieldType named(String name) {
        FieldType known = types.get(name);
        if (known != null) {
            return known;
        }
        List<String> line = lines.get(name);
        if (line == null) {
            throw new IllegalArgumentException(
                    "type '" + name + "' (expected: one of the table's)");
        }
        Map<String, FieldType> fields = new LinkedHashMap<>();
        boolean open = false;
        for (String field : line.subList(1, line.size())) {
            if (field.equals("...")) {
                open = true;
            } else {
                Matcher form = FIELD.matcher(field);
                if (!form.matches()) {
                    throw new IllegalStateException(name + " has a malformed field: " + field);
                }
                fields.put(form.group("name"), type(form));
            }
        }
        FieldType made = new FieldType.Struct(line.getFirst().endsWith("!"), open, fields);
        types.put(name, made);
        return made;
    }

    private FieldType type(Matcher form) {
        FieldType inner = inner(form.group("type"));
        String shape = form.group("shape");
        if (form.group("standard") != null) {
            JsonNode standard = Trees.parse(form.group("standard"));
            return new FieldType.Scalar(standard);
        }
        if (shape == null) {
            return inner;
        }
        return switch (shape) {
            case "<>" -> new FieldType.SetOf();
            case "{}" -> new FieldType.MapOf(form.group("atomic") != null, inner);
            case "[]" -> new FieldType.Atomic(inner);
            default ->
                    new FieldType.Keyed(
                            List.of(shape.substring(1, shape.length() - 1).split(",")), inner);
        };
    }

    private FieldType inner(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return FieldType.SCALAR;
        }
        return name.equals("?") ? FieldType.UNTYPED : named(name);
    }
}
