package dev.mcm.testkit.plane.differential;

/// What a request is about.
///
/// @param namespace empty for cluster objects, and for collections over all namespaces
/// @param name empty for a collection
/// @param part `status`, `scale`, or empty for the object itself
record Target(Kind kind, String namespace, String name, String part) {

    static Target collection(Kind kind, String namespace) {
        return new Target(kind, namespace, "", "");
    }

    static Target object(Kind kind, String namespace, String name) {
        return new Target(kind, namespace, name, "");
    }

    Target part(String wanted) {
        return new Target(kind, namespace, name, wanted);
    }

    Target all() {
        return collection(kind, namespace);
    }

    String path() {
        return kind.collection(namespace)
                + (name.isEmpty() ? "" : "/" + name)
                + (part.isEmpty() ? "" : "/" + part);
    }
}
