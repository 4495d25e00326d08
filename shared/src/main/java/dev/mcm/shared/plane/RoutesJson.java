package dev.mcm.shared.plane;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// JSON of the routes of one shard. Unknown members are skipped, so that a newer writer does not
/// stop an older reader.
final class RoutesJson {
    private RoutesJson() {}

    static String write(SortedMap<DeploymentId, Route> routes) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            for (Map.Entry<DeploymentId, Route> entry : routes.entrySet()) {
                json.name(entry.getKey().value());
                writeRoute(json, entry.getValue());
            }
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }

    static SortedMap<DeploymentId, Route> read(String text) {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            SortedMap<DeploymentId, Route> routes = new TreeMap<>();
            json.beginObject();
            while (json.hasNext()) {
                DeploymentId deployment = new DeploymentId(json.nextName());
                routes.put(deployment, readRoute(json));
            }
            json.endObject();
            return routes;
        } catch (MalformedJsonException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "routes are not a routing table: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("routes end too early: " + e.getMessage(), e);
        }
    }

    private static void writeRoute(JsonWriter json, Route route) throws IOException {
        json.beginObject();
        json.name("version").value(route.routeVersion());
        json.name("concurrency").value(route.concurrency());
        json.name("queueSeconds").value(route.queueSeconds());
        json.name("longestRequestSeconds").value(route.longestRequestSeconds());
        json.name("targets").beginArray();
        for (RouteTarget target : route.targets()) {
            json.beginObject();
            json.name("plane").value(target.plane().value());
            json.name("weight").value(target.weight());
            json.name("gateway").value(target.gateway().toString());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private static Route readRoute(JsonReader json) throws IOException {
        long version = 0;
        int concurrency = 0;
        int queueSeconds = 0;
        int longestRequestSeconds = 0;
        List<RouteTarget> targets = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "version" -> version = json.nextLong();
                case "concurrency" -> concurrency = json.nextInt();
                case "queueSeconds" -> queueSeconds = json.nextInt();
                case "longestRequestSeconds" -> longestRequestSeconds = json.nextInt();
                case "targets" -> readTargets(json, targets);
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new Route(version, concurrency, queueSeconds, longestRequestSeconds, targets);
    }

    private static void readTargets(JsonReader json, List<RouteTarget> targets) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            targets.add(readTarget(json));
        }
        json.endArray();
    }

    private static RouteTarget readTarget(JsonReader json) throws IOException {
        String plane = "";
        int weight = 0;
        String gateway = "";
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "plane" -> plane = json.nextString();
                case "weight" -> weight = json.nextInt();
                case "gateway" -> gateway = json.nextString();
                default -> json.skipValue();
            }
        }
        json.endObject();
        return new RouteTarget(new PlaneId(plane), weight, URI.create(gateway));
    }
}
