package io.hotswap.registration.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.library.RepositoryList;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.registration.RegistrationTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryRoutesTest extends RegistrationTest {
  private static final String REPOSITORIES = "/api/v1/repositories";
  private static final String CENTRAL = "https://repo.maven.apache.org/maven2";

  @AfterEach
  void nothingIsAllowed() {
    names(list()).forEach(it -> as(Role.Admin, "DELETE", REPOSITORIES + "/" + it).send());
  }

  @Test
  void an_admin_allows_changes_and_removes_repositories() {
    var allowed = set("central", Map.of("url", CENTRAL));
    assertEquals(200, allowed.status(), allowed.toString());
    Documented.conforms(Action.SET_REPOSITORY, allowed);
    set("house", Map.of("url", "https://maven.example.com/releases", "privateAddresses", true));
    set("central", Map.of("url", CENTRAL + "/", "privateAddresses", false));

    var listed = list();
    Documented.conforms(Action.LIST_REPOSITORIES, listed);
    assertEquals(List.of("central", "house"), names(listed));
    assertEquals(CENTRAL + "/", listed.body().at("/items/0/url").asText());
    assertTrue(listed.body().at("/items/1/privateAddresses").asBoolean());

    var removed = as(Role.Admin, "DELETE", REPOSITORIES + "/central").send();
    Documented.conforms(Action.REMOVE_REPOSITORY, removed);
    assertEquals(List.of("house"), names(removed));
    var again = as(Role.Admin, "DELETE", REPOSITORIES + "/central").send();
    assertEquals(404, again.status());
    assertEquals("repository-not-found", again.problem());
    Documented.conforms(Action.REMOVE_REPOSITORY, again);
  }

  @Test
  void each_change_is_audited_once() {
    int before = audited().size();
    set("audited", Map.of("url", CENTRAL));
    set("audited", Map.of("url", CENTRAL));
    as(Role.Admin, "DELETE", REPOSITORIES + "/audited").send();
    var since = audited();
    assertEquals(before + 2, since.size());
    assertEquals(
        Map.of("repository", "audited", "url", CENTRAL, "privateAddresses", "false"),
        since.get(1).record().after());
    assertEquals("removeRepository", since.getFirst().record().action());
  }

  @ParameterizedTest
  @CsvSource({
    "http://repo.maven.apache.org/maven2, false",
    "http://10.0.0.7/maven2, true",
    "http://127.0.0.1:8081/maven2, false",
    "https://localhost/maven2, false",
    "https://user:secret@maven.example.com/, false",
    "https://maven.example.com/?a=b, false",
    "https://maven.example.com/#a, false",
    "https:///maven2, false",
    "https://exa[mple/, false"
  })
  void another_address_is_refused_and_says_what_one_is(String url, boolean privateAddresses) {
    var reply = set("refused", Map.of("url", url, "privateAddresses", privateAddresses));
    assertEquals(400, reply.status(), reply.toString());
    assertEquals("invalid-repository", reply.problem(), reply.toString());
    assertEquals("/url", reply.body().at("/errors/0/pointer").asText());
    Documented.conforms(Action.SET_REPOSITORY, reply);
    assertEquals(List.of(), names(list()));
  }

  @Test
  void a_local_stack_takes_one_on_this_machine_by_plain_http() {
    var url = "http://127.0.0.1:8081/maven2";
    assertEquals(200, set("here", Map.of("url", url, "privateAddresses", true)).status());
  }

  @Test
  void nobody_but_an_admin_changes_them_and_a_stack_has_twenty() {
    var reply =
        as(Role.Developer, "PUT", REPOSITORIES + "/central").json(Map.of("url", CENTRAL)).send();
    assertEquals(403, reply.status());
    for (int i = 0; i < RepositoryList.MOST; i++) {
      assertEquals(200, set("mirror-" + i, Map.of("url", CENTRAL)).status());
    }
    assertEquals("invalid-repository", set("one-more", Map.of("url", CENTRAL)).problem());
    assertEquals(200, set("mirror-3", Map.of("url", CENTRAL + "/")).status());
  }

  private static Reply set(String name, Map<String, ?> body) {
    return as(Role.Admin, "PUT", REPOSITORIES + "/" + name).json(body).send();
  }

  private static Reply list() {
    return as(Role.Viewer, "GET", REPOSITORIES).send();
  }

  private static List<String> names(Reply reply) {
    return reply.body().path("items").findValuesAsText("name");
  }

  /// Newest first.
  private static List<AuditEntry> audited() {
    return new DynamoAuditEntries(DYNAMO, new Tables(environment()))
        .of(AuditSubject.repositories(), PageRequest.first(100))
        .items();
  }
}
