package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/// The normalised answers of a real API server to some seeds, so that they can be compared where
/// there is none.
///
/// @param version of the API server
record Recording(String version, List<Round> rounds) {

    static final String FILE = "kube-apiserver-answers.json.xz";

    /// @param digest of the requests, so that a recording of other requests is noticed
    record Round(long seed, String digest, Transcript transcript) {}

    Recording {
        rounds = List.copyOf(rounds);
    }

    static Round round(Sequence sequence, Transcript transcript) {
        return new Round(sequence.seed(), digest(sequence), transcript);
    }

    static String digest(Sequence sequence) {
        try {
            byte[] text = sequence.text().getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void writeTo(Path file) {
        ObjectNode json = Trees.object().put("version", version);
        ArrayNode list = json.putArray("rounds");
        for (Round round : rounds) {
            ObjectNode node =
                    list.addObject().put("seed", round.seed()).put("digest", round.digest());
            ArrayNode answers = node.putArray("answers");
            round.transcript().answers().forEach(a -> answers.add(a.json()));
        }
        try (XZOutputStream out =
                new XZOutputStream(Files.newOutputStream(file), new LZMA2Options())) {
            out.write(Trees.bytes(json));
        } catch (IOException failure) {
            throw new UncheckedIOException("The recording was not written to " + file, failure);
        }
    }

    /// The recording that lies beside this class, normalised again as answers are now.
    static Recording read() {
        try (InputStream packed = Recording.class.getResourceAsStream(FILE)) {
            if (packed == null) {
                throw new IllegalStateException(
                        FILE + " is missing; run: make record-differential");
            }
            return of(Trees.parse(new XZInputStream(packed).readAllBytes()));
        } catch (IOException failure) {
            throw new UncheckedIOException("The recording was not read", failure);
        }
    }

    private static Recording of(JsonNode json) {
        List<Round> rounds = new ArrayList<>();
        for (JsonNode node : json.path("rounds")) {
            List<Answer> answers = new ArrayList<>();
            node.path("answers").forEach(a -> answers.add(Answer.of(a)));
            rounds.add(
                    new Round(
                            node.path("seed").asLong(),
                            Trees.text(node, "digest"),
                            Normaliser.normalise(new Transcript(answers))));
        }
        return new Recording(Trees.text(json, "version"), rounds);
    }

    /// The sequence of a round.
    ///
    /// @throws IllegalStateException when the generator makes other requests now
    static Sequence sequence(Round round) {
        Sequence sequence = Generator.sequence(round.seed());
        if (!digest(sequence).equals(round.digest())) {
            throw new IllegalStateException(
                    "The generator makes other requests of seed "
                            + round.seed()
                            + " than when "
                            + FILE
                            + " was recorded; run: make record-differential");
        }
        return sequence;
    }
}
