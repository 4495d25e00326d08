package dev.mcm.testkit.plane.store;

import java.util.ArrayList;
import java.util.List;

/// Which objects are meant, by fields: `spec.nodeName=n1,status.phase!=Failed`.
public record FieldSelector(List<Term> terms) {

    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    public FieldSelector {
        terms = List.copyOf(terms);
    }

    /// One condition on one field; an absent field reads as empty.
    public record Term(List<String> path, String value, boolean equal) {

        public Term {
            path = List.copyOf(path);
        }

        boolean holds(StoredObject object) {
            String actual = object.text(path.toArray(String[]::new));
            return actual.equals(value) == equal;
        }
    }

    public boolean matches(StoredObject object) {
        return terms.stream().allMatch(t -> t.holds(object));
    }

    /// @throws StatusException when the type cannot be selected by a field that is named
    public static FieldSelector parse(ResourceType type, String text) {
        List<Term> terms = new ArrayList<>();
        for (String term : text.split(",", -1)) {
            if (!term.isBlank()) {
                terms.add(term(type, term.strip()));
            }
        }
        return new FieldSelector(terms);
    }

    private static Term term(ResourceType type, String text) {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw StatusException.badRequest(
                    "invalid field selector: '" + text + "' (expected: field=value)");
        }
        boolean equal = text.charAt(sign - 1) != '!';
        String path = text.substring(0, equal ? sign : sign - 1);
        int value = text.startsWith("==", sign) ? sign + 2 : sign + 1;
        boolean known =
                path.equals("metadata.name")
                        || path.equals("metadata.namespace")
                        || type.fieldSelectors().contains(path);
        if (!known) {
            throw StatusException.badRequest(
                    type.fieldSelectors().isEmpty()
                            ? "\""
                                    + path
                                    + "\" is not a known field selector: only \"metadata.name\","
                                    + " \"metadata.namespace\""
                            : "field label not supported: " + path);
        }
        return new Term(List.of(path.split("\\.")), text.substring(value), equal);
    }
}
