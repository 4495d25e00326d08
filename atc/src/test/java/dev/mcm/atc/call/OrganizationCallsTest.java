package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.ACME;
import static dev.mcm.atc.call.CallScene.ALL;
import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.GetOrganizationRequest;
import dev.mcm.atc.v1.ListOrganizationsRequest;
import dev.mcm.atc.v1.ListOrganizationsResponse;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atc.v1.UpdateOrganizationRequest;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.OrganizationId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrganizationCallsTest {
    private final CallScene scene = new CallScene();
    private final CreateOrganizationCall create =
            new CreateOrganizationCall(scene.control.organizations(), scene.clock);
    private final GetOrganizationCall get = new GetOrganizationCall(scene.control.organizations());
    private final ListOrganizationsCall list =
            new ListOrganizationsCall(scene.control.organizations());
    private final UpdateOrganizationCall update =
            new UpdateOrganizationCall(scene.control.organizations());

    private static CreateOrganizationRequest creating(String id) {
        return CreateOrganizationRequest.newBuilder()
                .setOrganization(Organization.newBuilder().setId(id).setCpuDeployments(true))
                .build();
    }

    private Organization get(String id) {
        return get.run(ALL, GetOrganizationRequest.newBuilder().setId(id).build())
                .getOrganization();
    }

    private static UpdateOrganizationRequest.Builder updating(String... mask) {
        UpdateOrganizationRequest.Builder request = UpdateOrganizationRequest.newBuilder();
        request.getOrganizationBuilder().setId("acme").setDisplayName("Acme");
        request.getUpdateMaskBuilder().addAllPaths(List.of(mask));
        return request;
    }

    @Test
    void oneIsCreatedOnceAndReadBack() {
        Organization created = create.run(ALL, creating("new")).getOrganization();

        assertThat(created.getEtag()).isEqualTo("r1");
        assertThat(get("new")).isEqualTo(created);
        assertThat(refusal(() -> create.run(ALL, creating("new"))))
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(fields(() -> create.run(ALL, creating("system"))))
                .containsExactly("organization.id");
    }

    @Test
    void oneThatSomebodyCreatesMeanwhileExistsAlready() {
        scene.control.meanwhile(rows -> {
            OrganizationId id = new OrganizationId("new");
            rows.organizations.put(id, CallScene.organization(id, true, true));
        });

        assertThat(refusal(() -> create.run(ALL, creating("new"))))
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
    }

    @Test
    void aTenantSeesItsOwnOnly() {
        GetOrganizationRequest acme = GetOrganizationRequest.newBuilder().setId("acme").build();
        ListOrganizationsRequest all = ListOrganizationsRequest.getDefaultInstance();

        assertThat(get.run(DEV, acme).getOrganization().getId()).isEqualTo("acme");
        assertThat(refusal(() -> get.run(STRANGER, acme))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> create.run(DEV, creating("new")))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(list.run(STRANGER, all).getOrganizationsList())
                .extracting(Organization::getId)
                .containsExactly("other");
    }

    @Test
    void pagesTogetherAreAll() {
        ListOrganizationsResponse first =
                list.run(ALL, ListOrganizationsRequest.newBuilder().setPageSize(1).build());
        ListOrganizationsResponse last =
                list.run(
                        ALL,
                        ListOrganizationsRequest.newBuilder()
                                .setPageToken(first.getNextPageToken())
                                .build());

        assertThat(first.getOrganizations(0).getId()).isEqualTo("acme");
        assertThat(last.getOrganizations(0).getId()).isEqualTo("other");
        assertThat(last.getNextPageToken()).isEmpty();
    }

    @Test
    void onlyWhatTheMaskNamesChangesAndNothingIsWrittenWhereNothingDoes() {
        Organization after = update.run(updating("display_name").build()).getOrganization();

        assertThat(after.getDisplayName()).isEqualTo("Acme");
        assertThat(after.getGpuDeployments()).isTrue();
        assertThat(after.getEtag()).isEqualTo("r2");
        assertThat(update.run(updating("display_name").build()).getOrganization()).isEqualTo(after);
        assertThat(fields(() -> update.run(updating().build())))
                .containsExactly("organization.cpu_deployments", "organization.gpu_deployments");
    }

    @Test
    void anEtagThatBecomesStaleMeanwhileIsRefused() {
        scene.control.meanwhile(rows ->
                new FakeOrganizationTables(new FakeTx(rows, false))
                        .update(CallScene.organization(ACME, true, false), 1));

        assertThat(refusal(() -> update.run(updating("display_name").setEtag("r1").build())))
                .isEqualTo(ErrorCode.ETAG_MISMATCH);
    }

    @Test
    void whatSomebodyChangesMeanwhileIsKept() {
        scene.control.meanwhile(rows ->
                new FakeOrganizationTables(new FakeTx(rows, false))
                        .update(CallScene.organization(ACME, true, false), 1));

        Organization after = update.run(updating("display_name").build()).getOrganization();

        assertThat(after.getDisplayName()).isEqualTo("Acme");
        assertThat(after.getGpuDeployments()).isFalse();
    }
}
