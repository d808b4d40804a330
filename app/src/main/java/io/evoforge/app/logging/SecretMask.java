package io.evoforge.app.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evoforge.core.credentials.Secret;
import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text: the ones this process holds, letter by letter and in the encodings in which they travel, and
 * whatever looks like a token, a private key or a password in a URL. Safe for use by several threads.
 */
public final class SecretMask {
    private static final SecretMask OF_PROCESS = new SecretMask();
    private static final String MASK = "***";
    /** Secrets remembered; a rotation leaves an old one behind, and nobody needs more of them. */
    private static final int REMEMBERED = 16;

    private static final Pattern TOKEN =
            Pattern.compile("(?:gh[a-z]_|github_pat_)(?!x{8,}(?![A-Za-z0-9_]))[A-Za-z0-9_]{10,}");
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----.{0,20000}?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)",
            Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile(
            "(?i)(authorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?(?:basic|bearer|token)\\s{1,4})[^\\s\"']+");
    /** Ends with the text of a JSON value at the latest, which another one with an address may follow. */
    private static final Pattern URL_PASSWORD = Pattern.compile("(://)[^/@\\s\"\\\\]{1,4096}@");

    private final Deque<List<String>> secrets = new ArrayDeque<>();
    private volatile List<String> forms = List.of();

    /** The one that logging and the console of this process use. */
    public static SecretMask ofProcess() {
        return OF_PROCESS;
    }

    /** From now on {@code secret} is taken out of every text. */
    public void add(Secret secret) {
        List<String> added = formsOf(secret.reveal());
        synchronized (secrets) {
            if (secrets.contains(added)) {
                return;
            }
            secrets.addFirst(added);
            while (secrets.size() > REMEMBERED) {
                secrets.removeLast();
            }
            // the longest first, so that no part of a longer one is left behind
            forms = secrets.stream()
                    .flatMap(List::stream)
                    .distinct()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }
    }

    /** {@code text} without secrets. */
    public String mask(String text) {
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        masked = KEY.matcher(masked).replaceAll(MASK);
        masked = HEADER.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        masked = URL_PASSWORD.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK) + "@");
        return TOKEN.matcher(masked).replaceAll(MASK);
    }

    private static List<String> formsOf(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, UTF_8));
        forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        for (int offset = 0; offset < 3; offset++) {
            String base64 = insideBase64(secret, offset);
            forms.add(base64);
            forms.add(base64.replace('+', '-').replace('/', '_'));
        }
        forms.removeIf(form -> form.length() < 6); // shorter ones would hide ordinary words
        return List.copyOf(forms);
    }

    /** What the secret becomes inside the base64 of a longer text, when {@code offset} bytes stand before it. */
    private static String insideBase64(String secret, int offset) {
        byte[] bytes = secret.getBytes(UTF_8);
        byte[] shifted = new byte[offset + bytes.length];
        Arrays.fill(shifted, (byte) ' ');
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int start = (offset * 8 + 5) / 6;
        int end = shifted.length * 8 / 6;
        return end <= start ? "" : encoded.substring(start, end);
    }
}
