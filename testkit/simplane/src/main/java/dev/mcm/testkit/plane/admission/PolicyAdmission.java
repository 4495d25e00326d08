package dev.mcm.testkit.plane.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.registry.Admission;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.PersistentMap;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Holds clients' writes against the policies that the store has bound to `Deny`. Params, warnings
/// and audit annotations are not evaluated. Safe for use by many threads.
public final class PolicyAdmission implements Admission {

    /// Nothing guards the guards: a wrong policy must be mendable.
    private static final Set<ResourceType> EXEMPT =
            Set.of(ResourceTypes.ADMISSION_POLICY, ResourceTypes.ADMISSION_POLICY_BINDING);

    private final ObjectStore store;
    private final Map<Long, Policy> compiled = new ConcurrentHashMap<>();

    public PolicyAdmission(ObjectStore store) {
        this.store = store;
    }

    @Override
    public void review(Write write) {
        PersistentMap<ObjectKey, StoredObject> bindings =
                store.objects(ResourceTypes.ADMISSION_POLICY_BINDING);
        if (bindings.size() == 0 || EXEMPT.contains(write.type())) {
            return;
        }
        StoredObject namespace = namespaceOf(write);
        for (StoredObject binding : bindings.values()) {
            StoredObject policy =
                    store.find(
                            ResourceTypes.ADMISSION_POLICY,
                            ObjectKey.ofCluster(binding.text("spec", "policyName")));
            if (policy != null
                    && denies(binding)
                    && Constraints.match(policy.at("spec", "matchConstraints"), write, namespace)
                    && Constraints.match(binding.at("spec", "matchResources"), write, namespace)) {
                review(write, policy, binding, namespace);
            }
        }
    }

    private void review(
            Write write,
            StoredObject object,
            StoredObject binding,
            @Nullable StoredObject namespace) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("object", CelValues.of(write.after()));
        values.put("oldObject", CelValues.of(write.before()));
        values.put("request", CelValues.request(write));
        values.put("params", CelValues.of(null));
        values.put("namespaceObject", CelValues.of(namespace == null ? null : namespace.tree()));
        Optional<Policy.Refusal> refusal;
        try {
            refusal =
                    compiled.computeIfAbsent(object.resourceVersion(), _ -> Policy.compile(object))
                            .review(values);
        } catch (Expression.Failure failure) {
            refusal = Optional.of(new Policy.Refusal(String.valueOf(failure.getMessage()), ""));
        }
        refusal.ifPresent(r -> {
            throw StatusException.denied(
                    write.type(),
                    write.key().name(),
                    r.reason(),
                    "ValidatingAdmissionPolicy '"
                            + object.key().name()
                            + "' with binding '"
                            + binding.key().name()
                            + "' denied request: "
                            + r.message());
        });
    }

    private static boolean denies(StoredObject binding) {
        for (JsonNode action : binding.at("spec", "validationActions")) {
            if (action.asText().equals("Deny")) {
                return true;
            }
        }
        return false;
    }

    private @Nullable StoredObject namespaceOf(Write write) {
        String name =
                write.type().equals(ResourceTypes.NAMESPACE)
                        ? write.key().name()
                        : write.key().namespace();
        return store.find(ResourceTypes.NAMESPACE, ObjectKey.ofCluster(name));
    }
}
