package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.ALL;
import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.MODEL;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.DeleteModelRequest;
import dev.mcm.atc.v1.GetModelRequest;
import dev.mcm.atc.v1.InstanceType;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListModelsRequest;
import dev.mcm.atc.v1.ListModelsResponse;
import dev.mcm.atc.v1.Model;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.type.v1.Shape;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Models and instance types.
final class ModelCallsTest {
    private final CallScene scene = new CallScene();
    private final CreateModelCall create =
            new CreateModelCall(scene.control.models(), scene.ids, scene.clock);
    private final GetModelCall get = new GetModelCall(scene.control.models());
    private final ListModelsCall list = new ListModelsCall(scene.control.models());
    private final DeleteModelCall delete = new DeleteModelCall(scene.control.models());

    private static CreateModelRequest creating(String name) {
        return CreateModelRequest.newBuilder().setOrganizationId("acme").setName(name).build();
    }

    @Test
    void aModelIsCreatedOncePerRequestIdAndName() {
        CreateModelRequest request = creating("chat").toBuilder().setRequestId("r-1").build();

        Model created = create.run(DEV, request).getModel();

        assertThat(create.run(DEV, request).getModel()).isEqualTo(created);
        assertThat(refusal(() -> create.run(DEV, creating("chat"))))
                .isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(refusal(() -> create.run(STRANGER, creating("other"))))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(
                        get.run(DEV, GetModelRequest.newBuilder().setId(created.getId()).build())
                                .getModel())
                .isEqualTo(created);
    }

    @Test
    void anOrganizationThatGoesMeanwhileHasNoModels() {
        scene.control.meanwhile(rows -> rows.organizations.remove(CallScene.ACME));

        assertThat(refusal(() -> create.run(DEV, creating("chat")))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aModelThatIsDeployedMeanwhileStays() {
        DeleteModelRequest request = DeleteModelRequest.newBuilder().setId(MODEL.value()).build();
        CallScene twin = new CallScene();
        twin.create("chat");
        scene.control.meanwhile(rows -> rows.deployments.putAll(twin.control.now().deployments));

        assertThat(refusal(() -> delete.run(STRANGER, request))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> delete.run(DEV, request))).isEqualTo(ErrorCode.IN_USE);

        scene.control.change(rows -> rows.deployments.clear());
        delete.run(DEV, request);
        assertThat(scene.control.now().models).doesNotContainKey(MODEL);
    }

    @Test
    void pagesComeInOrderOfNameAndShowACallersOwn() {
        for (String name : new String[] {"zebra", "ant", "bee"}) {
            create.run(DEV, creating(name));
        }
        ListModelsRequest.Builder pages = ListModelsRequest.newBuilder().setPageSize(3);

        ListModelsResponse first = list.run(DEV, pages.build());
        ListModelsResponse last =
                list.run(DEV, pages.setPageToken(first.getNextPageToken()).build());

        assertThat(first.getModelsList())
                .extracting(Model::getName)
                .containsExactly("ant", "bee", "llama");
        assertThat(last.getModelsList()).extracting(Model::getName).containsExactly("zebra");
        assertThat(list.run(ALL, ListModelsRequest.getDefaultInstance()).getModelsCount())
                .isEqualTo(5);
        ListModelsRequest others =
                ListModelsRequest.newBuilder().setOrganizationId("other").build();
        assertThat(refusal(() -> list.run(DEV, others))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(list.run(ALL, others).getModelsCount()).isEqualTo(1);
    }

    @Test
    void anInstanceTypeHasWholeGpusUnlessSaidOtherwiseAndIsWrittenOnlyWhenItChanges() {
        PutInstanceTypeCall put =
                new PutInstanceTypeCall(scene.control.instanceTypes(), scene.clock);
        InstanceType h100 =
                InstanceType.newBuilder()
                        .setName("h100-2")
                        .setShape(
                                Shape.newBuilder()
                                        .setCpuMilli(8000)
                                        .setMemoryMib(65_536)
                                        .setGpuCount(2)
                                        .setGpuType("H100"))
                        .build();
        PutInstanceTypeRequest request =
                PutInstanceTypeRequest.newBuilder().setInstanceType(h100).build();

        InstanceType stored = put.run(request).getInstanceType();
        Instant written = updatedAt();
        put.run(request);

        assertThat(stored.getShape().getGpuMilli()).isEqualTo(1000);
        assertThat(updatedAt()).isEqualTo(written);
        assertThat(
                        new ListInstanceTypesCall(scene.control.instanceTypes())
                                .run(ListInstanceTypesRequest.getDefaultInstance())
                                .getInstanceTypesList())
                .extracting(InstanceType::getName)
                .containsExactly("a10-1", "cpu-1", "h100-2");
    }

    private Instant updatedAt() {
        return scene.control.now().instanceTypes.get(new InstanceTypeName("h100-2")).updatedAt();
    }
}
