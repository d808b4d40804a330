package io.evoforge.core.credentials;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The named fields in which a secret, a file or a set of environment variables keeps credentials. The names are the same
 * everywhere: {@value #USERNAME}, {@value #TOKEN}, {@value #EMAIL}, {@value #REPOSITORY}, and for a GitHub App
 * {@value #APP_ID}, {@value #INSTALLATION_ID} and {@value #PRIVATE_KEY} instead of the token. Other fields are left alone.
 */
public final class CredentialFields {
    /** The account name. */
    public static final String USERNAME = "username";
    /** The token. */
    public static final String TOKEN = "token";
    /** The e-mail address of commits. */
    public static final String EMAIL = "email";
    /** The URL of the repository. */
    public static final String REPOSITORY = "repo";
    /** The number of a GitHub App. */
    public static final String APP_ID = "app_id";
    /** The number of the installation of a GitHub App. */
    public static final String INSTALLATION_ID = "installation_id";
    /** The private key of a GitHub App, PEM. */
    public static final String PRIVATE_KEY = "private_key";

    private final String place;
    private final String remedy;
    private final Map<String, String> values;
    private final Function<String, String> describe;

    private CredentialFields(
            String place, String remedy, Map<String, String> values, Function<String, String> describe) {
        this.place = place;
        this.remedy = remedy;
        this.values = values;
        this.describe = describe;
    }

    /**
     * Reads and checks {@code values}.
     *
     * @param place where they come from, as the start of a sentence: {@code The secret 'name'}
     * @param remedy what to do about a fault, a whole sentence
     * @param describe turns the name of a field into words: {@code field 'token'}
     * @throws CredentialException {@code MALFORMED}, naming the field and never a value
     */
    public static StoredCredentials read(
            String place, String remedy, Map<String, String> values, Function<String, String> describe) {
        return new CredentialFields(place, remedy, values, describe).read();
    }

    /**
     * Refuses credentials that are for another repository than the one they are asked for.
     *
     * @throws CredentialException {@code MALFORMED}, naming both
     */
    public static void requireSameRepository(String place, RepositoryUrl stored, RepositoryUrl asked) {
        if (!stored.isSameRepositoryAs(asked)) {
            throw new CredentialException(
                    CredentialException.Reason.MALFORMED,
                    place + " is for '" + stored.redacted() + "', but the repository configured is '"
                            + asked.redacted() + "', and the token is sent to no other. Correct whichever of the two is"
                            + " wrong.");
        }
    }

    private StoredCredentials read() {
        boolean app = values.containsKey(APP_ID) || values.containsKey(PRIVATE_KEY);
        if (app && values.containsKey(TOKEN)) {
            throw malformed("holds both a token and the key of a GitHub App");
        }
        String username = checked(USERNAME, CredentialRules::checkUsername);
        String secret = app
                ? checked(PRIVATE_KEY, CredentialRules::checkPrivateKey)
                : checked(TOKEN, CredentialRules::checkToken);
        String email = checked(EMAIL, CredentialRules::checkEmail);
        RepositoryUrl repository = repository();
        return app
                ? new GitHubAppKey(
                        number(APP_ID), number(INSTALLATION_ID), new Secret(secret), username, email, repository)
                : new GitCredentials(username, new Secret(secret), email, repository);
    }

    private RepositoryUrl repository() {
        String url = present(REPOSITORY);
        try {
            return CredentialRules.checkRepository(url);
        } catch (IllegalArgumentException e) {
            throw malformed("cannot be used: its " + describe.apply(REPOSITORY) + ": " + e.getMessage());
        }
    }

    private long number(String field) {
        String text = present(field);
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            number = 0;
        }
        try {
            CredentialRules.checkNumber(number);
        } catch (IllegalArgumentException e) {
            throw unusable(field, e);
        }
        return number;
    }

    private String checked(String field, Consumer<String> rule) {
        String value = present(field);
        try {
            rule.accept(value);
        } catch (IllegalArgumentException e) {
            throw unusable(field, e);
        }
        return value;
    }

    private String present(String field) {
        @Nullable String value = values.get(field);
        if (value == null) {
            throw malformed("has no " + describe.apply(field));
        }
        return value;
    }

    private CredentialException unusable(String field, IllegalArgumentException why) {
        return malformed("cannot be used: its " + describe.apply(field) + " " + why.getMessage());
    }

    private CredentialException malformed(String what) {
        return new CredentialException(CredentialException.Reason.MALFORMED, place + " " + what + ". " + remedy);
    }
}
