package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.differential.Request.PatchFormat;
import dev.mcm.testkit.plane.store.Trees;

/// Patches of each format that fit the kinds, now and then with a null or a wrong path in them.
final class Changes {

    private static final String[] METADATA = {
        "{'metadata':{'labels':{'app':'a'}}}",
        "{'metadata':{'labels':{'app':'b','tier':null}}}",
        "{'metadata':{'labels':{'app':null}}}",
        "{'metadata':{'annotations':{'note':'3'}}}",
        "{'metadata':{'annotations':{'note':null}}}",
        "{'metadata':{'annotations':null}}",
        "{'metadata':{'finalizers':['example.com/f']}}",
        "{'metadata':{'finalizers':null}}",
        "{'metadata':{'finalizers':[]}}"
    };
    private static final String[] CONFIG = {
        "{'data':{'k1':'3'}}",
        "{'data':{'k2':null}}",
        "{'data':{'k1':null,'k3':'4'}}",
        "{'data':null}",
        "{}"
    };
    private static final String[] WORKLOAD = {
        "{'spec':{'replicas':2}}",
        "{'spec':{'replicas':null}}",
        "{'spec':{'template':{'spec':{'nodeSelector':{'gpu':'L4'}}}}}",
        "{'spec':{'template':{'spec':{'nodeSelector':null}}}}",
        "{'spec':{'minReadySeconds':7}}",
        "{'spec':{'template':{'metadata':{'annotations':{'note':'9'}}}}}"
    };
    private static final String[] WORKLOAD_LISTS = {
        "{'spec':{'template':{'spec':{'containers':[{'name':'main','image':'i:9'}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'new','image':'n:1'}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'main','env':[{'name':'C','value':'3'}]}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'side','$patch':'delete'}]}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'main','env':[{'name':'A','$patch':'delete'}]}]}}}}",
        "{'spec':{'template':{'spec':{'tolerations':[{'key':'z','operator':'Exists'}]}}}}"
    };
    private static final String[] POD = {
        "{'spec':{'containers':[{'name':'main','image':'i:9'}]}}",
        "{'spec':{'terminationGracePeriodSeconds':7}}",
        "{'spec':{'tolerations':[{'key':'z','operator':'Exists'}]}}"
    };
    private static final String[] SERVICE = {
        "{'spec':{'selector':{'run':'z'}}}",
        "{'spec':{'selector':null}}",
        "{'spec':{'ports':[{'port':80,'targetPort':9000}]}}",
        "{'spec':{'ports':[{'port':99,'name':'more'}]}}",
        "{'spec':{'clusterIP':'10.250.0.99'}}"
    };
    private static final String[] LEASE = {
        "{'spec':{'holderIdentity':'h3'}}",
        "{'spec':{'holderIdentity':null}}",
        "{'spec':{'leaseTransitions':5,'renewTime':'2026-02-01T00:00:00.000000Z'}}"
    };
    private static final String[] EVENT = {"{'count':7}", "{'message':'other'}", "{'count':null}"};
    private static final String[] ROUTE = {
        "{'spec':{'hostnames':['c.example']}}",
        "{'spec':{'hostnames':null}}",
        "{'spec':{'rules':[{'backendRefs':[{'name':'u','port':81}]}]}}",
        "{'spec':{'rules':null}}"
    };
    private static final String[] NODE = {
        "{'spec':{'unschedulable':true}}",
        "{'spec':{'unschedulable':null}}",
        "{'spec':{'taints':[{'key':'t','effect':'NoSchedule'}]}}",
        "{'spec':{'taints':null}}"
    };
    private static final String[] OPERATIONS = {
        "[{'op':'add','path':'/metadata/labels/app','value':'j'}]",
        "[{'op':'replace','path':'/metadata/labels/app','value':'k'}]",
        "[{'op':'remove','path':'/metadata/labels/app'}]",
        "[{'op':'remove','path':'/metadata/annotations'}]",
        "[{'op':'test','path':'/metadata/labels/app','value':'a'},{'op':'add','path':'/metadata/labels/tier','value':'x'}]",
        "[{'op':'copy','from':'/metadata/labels/seed','path':'/metadata/labels/copy'}]",
        "[{'op':'move','from':'/metadata/labels/tier','path':'/metadata/labels/app'}]",
        "[{'op':'add','path':'/metadata/finalizers','value':['example.com/f']}]",
        "[{'op':'remove','path':'/metadata/finalizers'}]",
        "[{'op':'replace','path':'/metadata/nothing/here','value':'k'}]",
        "[{'op':'bend','path':'/metadata/labels/app'}]",
        "[]"
    };

    private final Draw draw;

    Changes(Draw draw) {
        this.draw = draw;
    }

    JsonNode patch(Kind kind, PatchFormat format) {
        if (format == PatchFormat.JSON) {
            return parse(operations(kind));
        }
        return parse(draw.chance(0.4) ? draw.one(METADATA) : draw.one(ofKind(kind)));
    }

    /// A merge patch that an edit of a whole object stands for.
    ObjectNode edit(Kind kind) {
        return (ObjectNode) patch(kind, PatchFormat.MERGE);
    }

    private String[] ofKind(Kind kind) {
        return switch (kind) {
            case CONFIG_MAP -> CONFIG;
            case DEPLOYMENT, REPLICA_SET -> draw.chance(0.5) ? WORKLOAD : WORKLOAD_LISTS;
            case POD -> POD;
            case SERVICE -> SERVICE;
            case LEASE -> LEASE;
            case EVENT -> EVENT;
            case HTTP_ROUTE -> ROUTE;
            case NAMESPACE -> METADATA;
            case NODE -> NODE;
        };
    }

    private String operations(Kind kind) {
        if (kind == Kind.CONFIG_MAP && draw.chance(0.5)) {
            return draw.one(
                    "[{'op':'add','path':'/data/k1','value':'5'}]",
                    "[{'op':'replace','path':'/data','value':{'k2':'6'}}]",
                    "[{'op':'remove','path':'/data/k2'}]");
        }
        if (kind.hasScale() && draw.chance(0.5)) {
            return draw.one(
                    "[{'op':'replace','path':'/spec/replicas','value':4}]",
                    "[{'op':'replace','path':'/spec/template/spec/containers/0/image','value':'i:7'}]",
                    "[{'op':'add','path':'/spec/template/spec/containers/-','value':{'name':'last','image':'l:1'}}]",
                    "[{'op':'add','path':'/spec/template/spec/containers/0','value':{'name':'first','image':'f:1'}}]",
                    "[{'op':'remove','path':'/spec/template/spec/containers/1'}]");
        }
        return draw.one(OPERATIONS);
    }

    private static JsonNode parse(String quoted) {
        return Trees.parse(quoted.replace('\'', '"'));
    }
}
