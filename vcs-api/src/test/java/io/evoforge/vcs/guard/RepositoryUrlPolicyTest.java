package io.evoforge.vcs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evoforge.core.credentials.RepositoryUrl;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlPolicyTest {
    private static final RepositoryUrlPolicy GITHUB = RepositoryUrlPolicy.GITHUB;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/owner/name.git",
                "https://github.com/owner/name",
                "https://GitHub.com/o/n.x_y-z.git",
                "ssh://git@github.com/owner/name.git",
                "ssh://github.com/owner/name.git"
            })
    void repositories_on_github_are_allowed(String url) {
        assertThat(GITHUB.faultOf(new RepositoryUrl(url))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://github.com/owner/name|http sends the token in the clear",
                "https://github.com.evil.org/owner/name|'github.com.evil.org' is not among",
                "https://evil.org/github.com/name|'evil.org' is not among",
                "https://github.com:8443/owner/name|'github.com:8443' is not among",
                "https://github.com./owner/name|'github.com.' is not among",
                "https://github.com/owner|not an owner and a name",
                "https://github.com/|not an owner and a name",
                "https://github.com/owner/name/more|not an owner and a name",
                "https://github.com/owner/..|not an owner and a name",
                "https://github.com/owner/.git|not an owner and a name",
                "https://github.com//owner/name|not an owner and a name",
                "https://github.com/owner/na%6De|not an owner and a name",
                "https://github.com/-owner/name|not an owner and a name",
                "ssh://-oProxyCommand@github.com/o/n|user name is not a plain one",
                "ssh://git@evil.org/o/n|'evil.org' is not among",
                "http://localhost:8080/o/n.git|http sends the token in the clear",
                "https://127.0.0.1/o/n.git|'127.0.0.1' is not among",
                "file:///srv/git/n.git|repositories in files are not allowed"
            })
    void everything_else_is_refused_with_what_to_write(String url, String reason) {
        assertThat(GITHUB.faultOf(new RepositoryUrl(url)))
                .hasValueSatisfying(fault -> assertThat(fault).contains(reason).startsWith("the repository '"));
    }

    @Test
    void a_companys_host_is_allowed_by_name_and_port() {
        RepositoryUrlPolicy policy = GITHUB.withHosts(Set.of("Git.Example.org:8443"));

        assertThat(policy.faultOf(new RepositoryUrl("https://git.example.org:8443/team/sub/name.git")))
                .isEmpty();
        assertThat(policy.faultOf(new RepositoryUrl("https://git.example.org/team/name.git")))
                .isPresent();
        assertThat(policy.faultOf(new RepositoryUrl("https://git.example.org:8443/team/../name.git")))
                .isPresent();
        assertThat(policy.faultOf(new RepositoryUrl("https://github.com/o/n"))).isPresent();
    }

    @Test
    void this_machine_is_allowed_only_when_asked_for() {
        RepositoryUrlPolicy local = GITHUB.withLoopback(true);

        assertThat(local.faultOf(new RepositoryUrl("http://localhost:8080/o/n.git")))
                .isEmpty();
        assertThat(local.faultOf(new RepositoryUrl("http://127.0.0.1:8080/n.git")))
                .isEmpty();
        assertThat(local.faultOf(new RepositoryUrl("http://[::1]:8080/n.git"))).isEmpty();
        assertThat(local.faultOf(new RepositoryUrl("http://10.0.0.1/n.git"))).isPresent();
        assertThat(local.faultOf(new RepositoryUrl("http://127.0.0.1.evil.org/n.git")))
                .isPresent();
        assertThat(local.faultOf(new RepositoryUrl("file:///srv/n.git"))).isPresent();
    }

    @Test
    void directories_are_allowed_only_when_asked_for() {
        RepositoryUrlPolicy files = GITHUB.withFiles(true);

        assertThat(files.faultOf(new RepositoryUrl("file:///srv/git/n.git"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c id",
                "git@github.com:owner/name.git",
                "git://github.com/o/n",
                "https://user:pw@github.com/o/n",
                "https://token@github.com/o/n",
                "javascript:alert(1)",
                "/srv/git/n.git",
                "",
                "https:///o/n",
                "file://server/share/n.git"
            })
    void what_is_no_repository_url_at_all_is_refused_before_the_policy(String url) {
        assertThatThrownBy(() -> new RepositoryUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("pw");
    }
}
