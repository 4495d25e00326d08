package dev.mcm.testkit.plane.store;

/// Where an object lives: its namespace (empty for objects of the cluster) and its name.
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {

    private static final char END = '/';

    public static ObjectKey ofCluster(String name) {
        return new ObjectKey("", name);
    }

    /// The place after every object of a namespace.
    public static ObjectKey endOf(String namespace) {
        return new ObjectKey(namespace, "\uffff");
    }

    /// The order of `namespace/name` as one text, as lists have it.
    @Override
    public int compareTo(ObjectKey other) {
        if (namespace.equals(other.namespace)) {
            return name.compareTo(other.name);
        }
        int shorter = Math.min(namespace.length(), other.namespace.length());
        for (int i = 0; i < shorter; i++) {
            int order = Character.compare(namespace.charAt(i), other.namespace.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return namespace.length() > shorter
                ? Character.compare(namespace.charAt(shorter), END)
                : Character.compare(END, other.namespace.charAt(shorter));
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
