package dev.mcm.atc.call;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.model.Model;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.state.request.ApiRequest;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.view.DrainProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rows of the control database at one moment.
final class FakeRows {
    final SortedMap<OrganizationId, Organization> organizations = new TreeMap<>(byText());
    final SortedMap<ModelId, Model> models = new TreeMap<>(byText());
    final SortedMap<InstanceTypeName, InstanceType> instanceTypes = new TreeMap<>(byText());
    final SortedMap<PlaneId, Plane> planes = new TreeMap<>(byText());
    final Map<PlaneId, PlaneIdentity> identities = new TreeMap<>(byText());
    final Map<PlaneId, PlaneOrder> orders = new TreeMap<>(byText());
    final Map<PlaneId, DrainProgress> left = new HashMap<>();
    final List<HeldRemoval> heldRemovals = new ArrayList<>();
    final Map<PlaneId, PushStateRow> pushStates = new HashMap<>();
    final Map<DeploymentId, Deployment> deployments = new HashMap<>();
    final Map<SpecHash, StoredSpec> specs = new HashMap<>();
    final List<SpecVersion> versions = new ArrayList<>();
    final Map<ApiRequest.Key, ApiRequest> answers = new HashMap<>();
    final Map<DeploymentId, ScaleTarget> scales = new HashMap<>();
    final Map<DeploymentId, PlacementSummary> placements = new HashMap<>();
    final Map<DeploymentId, List<PlaneVerdict>> verdicts = new HashMap<>();
    final List<Push> pushes = new ArrayList<>();
    final List<PlaneStateRow> planeStates = new ArrayList<>();
    final List<PlaneProbe> planeProbes = new ArrayList<>();
    final List<CapacityPart> capacities = new ArrayList<>();
    final List<RefusedReport> refused = new ArrayList<>();
    final List<LeaseRow> leases = new ArrayList<>();
    final List<SlotLag> lags = new ArrayList<>();
    final List<GnsSlot> slots = new ArrayList<>();

    private static <T> Comparator<T> byText() {
        return Comparator.comparing(Object::toString);
    }

    FakeRows copy() {
        FakeRows copy = new FakeRows();
        copy.organizations.putAll(organizations);
        copy.models.putAll(models);
        copy.instanceTypes.putAll(instanceTypes);
        copy.planes.putAll(planes);
        copy.identities.putAll(identities);
        copy.orders.putAll(orders);
        copy.left.putAll(left);
        copy.heldRemovals.addAll(heldRemovals);
        copy.pushStates.putAll(pushStates);
        copy.deployments.putAll(deployments);
        copy.specs.putAll(specs);
        copy.versions.addAll(versions);
        copy.answers.putAll(answers);
        copy.scales.putAll(scales);
        copy.placements.putAll(placements);
        copy.verdicts.putAll(verdicts);
        copy.pushes.addAll(pushes);
        copy.planeStates.addAll(planeStates);
        copy.planeProbes.addAll(planeProbes);
        copy.capacities.addAll(capacities);
        copy.refused.addAll(refused);
        copy.leases.addAll(leases);
        copy.lags.addAll(lags);
        copy.slots.addAll(slots);
        return copy;
    }
}
