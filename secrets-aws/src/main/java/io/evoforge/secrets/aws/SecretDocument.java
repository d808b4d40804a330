package io.evoforge.secrets.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evoforge.core.credentials.CredentialException;
import io.evoforge.core.credentials.CredentialException.Reason;
import io.evoforge.core.credentials.CredentialFields;
import io.evoforge.core.credentials.GitCredentials;
import io.evoforge.core.credentials.GitHubAppKey;
import io.evoforge.core.credentials.StoredCredentials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of the secret: a JSON object with the names of {@link CredentialFields}. Exceptions of the JSON parser are
 * never passed on, because they quote what they could not read.
 */
final class SecretDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> TEXTS = List.of(
            CredentialFields.USERNAME,
            CredentialFields.TOKEN,
            CredentialFields.EMAIL,
            CredentialFields.REPOSITORY,
            CredentialFields.PRIVATE_KEY);
    private static final List<String> NUMBERS = List.of(CredentialFields.APP_ID, CredentialFields.INSTALLATION_ID);
    private static final String REMEDY = "Run `evoforge credentials setup`, which writes and checks the secret.";

    private final String place;

    SecretDocument(AwsSecret secret) {
        this.place = "The secret " + secret.described();
    }

    StoredCredentials parse(String text) {
        JsonNode root = tree(text);
        if (!root.isObject()) {
            throw malformed(
                    "holds " + kind(root) + ", not a JSON object with the fields username, token, email and repo");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : TEXTS) {
            put(values, field, root, false);
        }
        for (String field : NUMBERS) {
            put(values, field, root, true);
        }
        return CredentialFields.read(place, REMEDY, values, field -> "field '" + field + "'");
    }

    static String write(StoredCredentials credentials) {
        ObjectNode root = JSON.createObjectNode();
        root.put(CredentialFields.USERNAME, credentials.username());
        if (credentials instanceof GitHubAppKey key) {
            root.put(CredentialFields.APP_ID, key.appId());
            root.put(CredentialFields.INSTALLATION_ID, key.installationId());
            root.put(CredentialFields.PRIVATE_KEY, key.privateKey().reveal());
        } else {
            root.put(
                    CredentialFields.TOKEN,
                    ((GitCredentials) credentials).token().reveal());
        }
        root.put(CredentialFields.EMAIL, credentials.email());
        root.put(CredentialFields.REPOSITORY, credentials.repository().value());
        return root.toString();
    }

    private JsonNode tree(String text) {
        if (text.isBlank()) {
            throw malformed("is empty");
        }
        if (text.charAt(0) == '\uFEFF') {
            throw malformed("starts with a byte order mark, which some editors write into a file");
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw malformed("is not JSON (at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        }
    }

    private void put(Map<String, String> values, String field, JsonNode root, boolean numberAllowed) {
        JsonNode node = root.get(field);
        if (node == null) {
            return;
        }
        if (node.isTextual() || (numberAllowed && node.isIntegralNumber())) {
            values.put(field, node.asText());
        } else {
            throw malformed("cannot be used: its field '" + field + "' is " + kind(node) + " where a text belongs");
        }
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a JSON array";
            case OBJECT -> "a JSON object";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case STRING -> "a JSON string";
            default -> "something else";
        };
    }

    private CredentialException malformed(String what) {
        return new CredentialException(Reason.MALFORMED, place + " " + what + ". " + REMEDY);
    }
}
