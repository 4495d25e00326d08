package dev.mcm.testkit.plane.store;

import java.util.List;
import java.util.Set;

/// One kind of object that the API serves. Two types are equal when group and plural are.
///
/// @param fieldSelectors field paths a list or watch may select by, beside `metadata.name` and
///   `metadata.namespace`
/// @param status whether `status` is written through its own subresource only
/// @param generation whether `metadata.generation` counts changes of the desired state
public record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        boolean namespaced,
        List<String> shortNames,
        Set<String> fieldSelectors,
        boolean status,
        boolean generation) {

    static ResourceType namespaced(String group, String version, String kind, String plural) {
        return new ResourceType(
                group, version, kind, plural, true, List.of(), Set.of(), false, false);
    }

    ResourceType ofCluster() {
        return new ResourceType(
                group,
                version,
                kind,
                plural,
                false,
                shortNames,
                fieldSelectors,
                status,
                generation);
    }

    ResourceType shortNames(String... names) {
        return new ResourceType(
                group,
                version,
                kind,
                plural,
                namespaced,
                List.of(names),
                fieldSelectors,
                status,
                generation);
    }

    ResourceType selectableBy(String... paths) {
        return new ResourceType(
                group,
                version,
                kind,
                plural,
                namespaced,
                shortNames,
                Set.of(paths),
                status,
                generation);
    }

    ResourceType withStatus() {
        return new ResourceType(
                group,
                version,
                kind,
                plural,
                namespaced,
                shortNames,
                fieldSelectors,
                true,
                generation);
    }

    ResourceType withGeneration() {
        return new ResourceType(
                group, version, kind, plural, namespaced, shortNames, fieldSelectors, status, true);
    }

    /// `v1` or `apps/v1`.
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /// `pods` or `deployments.apps`, as error messages name it.
    public String qualifiedPlural() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceType type
                && type.plural.equals(plural)
                && type.group.equals(group);
    }

    @Override
    public int hashCode() {
        return plural.hashCode() * 31 + group.hashCode();
    }

    @Override
    public String toString() {
        return qualifiedPlural();
    }
}
