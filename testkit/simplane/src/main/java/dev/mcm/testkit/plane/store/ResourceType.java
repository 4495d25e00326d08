package dev.mcm.testkit.plane.store;

import java.util.List;
import java.util.Set;

/// One kind of object that the API serves. Two types are equal when group and plural are.
///
/// @param names how it is called
/// @param fieldSelectors field paths a list or watch may select by, beside `metadata.name` and
///   `metadata.namespace`
/// @param traits what else is particular about it
public record ResourceType(
        Names names, boolean namespaced, Set<String> fieldSelectors, Set<Trait> traits) {

    /// What is particular about a type.
    public enum Trait {
        /// `status` is written through its own subresource only.
        STATUS,
        /// `metadata.generation` counts changes of the desired state.
        GENERATION,
        /// Has a `scale` subresource over `spec.replicas`.
        SCALE,
        /// Defined by a custom resource definition.
        CUSTOM
    }

    /// The names of a type.
    public record Names(
            String group, String version, String kind, String plural, List<String> shortNames) {

        public Names {
            shortNames = List.copyOf(shortNames);
        }
    }

    public ResourceType {
        fieldSelectors = Set.copyOf(fieldSelectors);
        traits = Set.copyOf(traits);
    }

    static ResourceType of(String group, String version, String kind, String plural) {
        return new ResourceType(
                new Names(group, version, kind, plural, List.of()), true, Set.of(), Set.of());
    }

    ResourceType ofCluster() {
        return new ResourceType(names, false, fieldSelectors, traits);
    }

    ResourceType shortNames(String... wanted) {
        Names longer =
                new Names(names.group, names.version, names.kind, names.plural, List.of(wanted));
        return new ResourceType(longer, namespaced, fieldSelectors, traits);
    }

    ResourceType selectableBy(String... paths) {
        return new ResourceType(names, namespaced, Set.of(paths), traits);
    }

    ResourceType with(Trait... wanted) {
        return new ResourceType(names, namespaced, fieldSelectors, Set.of(wanted));
    }

    public String group() {
        return names.group;
    }

    public String version() {
        return names.version;
    }

    public String kind() {
        return names.kind;
    }

    public String plural() {
        return names.plural;
    }

    public List<String> shortNames() {
        return names.shortNames;
    }

    public boolean status() {
        return traits.contains(Trait.STATUS);
    }

    public boolean generation() {
        return traits.contains(Trait.GENERATION);
    }

    public boolean scale() {
        return traits.contains(Trait.SCALE);
    }

    public boolean custom() {
        return traits.contains(Trait.CUSTOM);
    }

    /// `v1` or `apps/v1`.
    public String apiVersion() {
        return group().isEmpty() ? version() : group() + "/" + version();
    }

    /// `pods` or `deployments.apps`, as error messages name it.
    public String qualifiedPlural() {
        return group().isEmpty() ? plural() : plural() + "." + group();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceType type
                && type.plural().equals(plural())
                && type.group().equals(group());
    }

    @Override
    public int hashCode() {
        return plural().hashCode() * 31 + group().hashCode();
    }

    @Override
    public String toString() {
        return qualifiedPlural();
    }
}
