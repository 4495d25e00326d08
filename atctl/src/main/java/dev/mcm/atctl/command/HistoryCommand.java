package dev.mcm.atctl.command;

import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.HistoryText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Says which versions a deployment's spec has had; reads page after page until there are enough.
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description =
                "List the versions of a deployment's spec, newest first: who gave it when, and what"
                        + " it changed.")
final class HistoryCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @ParentCommand private RootCommand atctl;

    @Parameters(paramLabel = "DEPLOYMENT")
    private String id;

    @Option(
            names = "--last",
            defaultValue = "20",
            paramLabel = "N",
            description = "Only the newest N; 0 = all. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
        int wanted = last <= 0 ? Integer.MAX_VALUE : last;
        ListDeploymentVersionsRequest.Builder request =
                ListDeploymentVersionsRequest.newBuilder().setId(id);
        ListDeploymentVersionsResponse.Builder all = ListDeploymentVersionsResponse.newBuilder();
        try (AtcConnection atc = atctl.open()) {
            do {
                request.setPageSize(Math.min(PAGE, wanted - all.getVersionsCount()));
                ListDeploymentVersionsResponse page =
                        atc.deployments().listDeploymentVersions(request.build());
                all.addAllVersions(page.getVersionsList());
                request.setPageToken(page.getNextPageToken());
            } while (!request.getPageToken().isEmpty() && all.getVersionsCount() < wanted);
        }
        output.print(all.build(), answer -> HistoryText.table(answer.getVersionsList()));
        return 0;
    }
}
