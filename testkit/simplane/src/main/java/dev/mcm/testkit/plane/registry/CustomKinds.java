package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.apply.CustomSchema;
import dev.mcm.testkit.plane.apply.FieldType;
import dev.mcm.testkit.plane.apply.FieldTypes;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoreEvent;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Serves what custom resource definitions define, in their storage version. A definition of a kind
/// that is served anyway gives only its schema. Safe for use by many threads.
final class CustomKinds {

    private final ObjectStore store;
    private final Map<ResourceType, FieldType> types = new ConcurrentHashMap<>();

    CustomKinds(ObjectStore store) {
        this.store = store;
        store.listen(ResourceTypes.CUSTOM_RESOURCE_DEFINITION, this::observe);
    }

    FieldType typeOf(ResourceType type) {
        FieldType custom = types.get(type);
        return custom == null ? FieldTypes.of(type) : custom;
    }

    /// The objects of the kind that `object` defines, if it is a definition.
    List<StoredObject> instancesOf(StoredObject object) {
        List<StoredObject> instances = new ArrayList<>();
        if (object.type().equals(ResourceTypes.CUSTOM_RESOURCE_DEFINITION)) {
            ResourceType type = typeFrom(object);
            if (store.types().contains(type)) {
                store.snapshot(type).objects().values().forEach(instances::add);
            }
        }
        return instances;
    }

    private void observe(StoreEvent event) {
        StoredObject definition = event.object();
        ResourceType type = typeFrom(definition);
        boolean gone = event.change() == StoreEvent.Change.DELETED;
        boolean own = ResourceTypes.ALL.contains(type);
        if (gone) {
            types.remove(type);
            if (!own) {
                store.removeType(type);
            }
            return;
        }
        JsonNode schema = storageVersion(definition).path("schema").path("openAPIV3Schema");
        types.put(type, CustomSchema.of(schema));
        if (!own) {
            store.addType(type);
        }
    }

    private static JsonNode storageVersion(StoredObject definition) {
        for (JsonNode version : definition.at("spec", "versions")) {
            if (version.path("storage").asBoolean()) {
                return version;
            }
        }
        return Trees.object();
    }

    private static ResourceType typeFrom(StoredObject definition) {
        JsonNode version = storageVersion(definition);
        List<String> shortNames = new ArrayList<>();
        definition.at("spec", "names", "shortNames").forEach(n -> shortNames.add(n.asText()));
        Set<ResourceType.Trait> traits =
                EnumSet.of(ResourceType.Trait.CUSTOM, ResourceType.Trait.GENERATION);
        if (version.path("subresources").has("status")) {
            traits.add(ResourceType.Trait.STATUS);
        }
        if (Trees.text(version, "subresources", "scale", "specReplicasPath")
                .equals(".spec.replicas")) {
            traits.add(ResourceType.Trait.SCALE);
        }
        return new ResourceType(
                new ResourceType.Names(
                        definition.text("spec", "group"),
                        Trees.text(version, "name"),
                        definition.text("spec", "names", "kind"),
                        definition.text("spec", "names", "plural"),
                        shortNames),
                definition.text("spec", "scope").equals("Namespaced"),
                Set.of(),
                traits);
    }
}
