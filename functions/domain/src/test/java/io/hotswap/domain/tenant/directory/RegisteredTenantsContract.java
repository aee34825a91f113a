package io.hotswap.domain.tenant.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of tenants does.
public abstract class RegisteredTenantsContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00.25Z");
  private static final List<Contact> ADA = List.of(new Contact("Ada", "ada@example.com"));

  protected abstract RegisteredTenants tenants();

  /// Has the erasure begin.
  protected abstract void begin(Erasure erasure);

  @Test
  void a_tenant_that_is_being_erased_is_known() {
    var origin = Origin.system("s", "r", "");
    var erasure = Erasure.begun(UUID.randomUUID(), new ErasedTenant("acme"), origin, Map.of(), NOW);
    assertEquals(Optional.empty(), tenants().erasure("acme"));
    begin(erasure);
    assertEquals(Optional.of(new OngoingErasure(erasure.id())), tenants().erasure("acme"));
    assertEquals(Optional.empty(), tenants().erasure("umbrella"));
  }

  private static RegisteredTenant tenant(String id) {
    return RegisteredTenant.created(id, "The " + id, List.of(), NOW);
  }

  private boolean commit(RegisteredTenant next) {
    var origin = Origin.system("s", "r", "");
    return tenants()
        .commit(
            next,
            new AuditRecord(
                UUID.randomUUID(),
                AuditSubject.tenant(next.id()),
                NOW,
                "a",
                origin,
                Map.of(),
                Map.of()));
  }

  @Test
  void a_tenant_is_read_as_it_was_written() {
    assertEquals(Optional.empty(), tenants().find("acme"));
    assertTrue(commit(tenant("acme")));
    assertEquals(Optional.of(tenant("acme")), tenants().find("acme"));
    var changed = tenant("acme").withContacts(ADA, NOW.plusSeconds(1));
    assertTrue(commit(changed));
    assertEquals(Optional.of(changed), tenants().find("acme"));
  }

  @Test
  void of_two_that_know_the_same_revision_one_wins() {
    assertTrue(commit(tenant("acme")));
    assertFalse(commit(tenant("acme")));
    var next = tenant("acme").withContacts(ADA, NOW);
    assertTrue(commit(next));
    assertFalse(commit(next));
    assertFalse(commit(tenant("nobody").withContacts(ADA, NOW)));
  }

  @Test
  void they_are_listed_by_id_in_pages() {
    for (var id : List.of("b", "a-2", "A", "a", "a.1", "c")) {
      assertTrue(commit(tenant(id)));
    }
    assertEquals(List.of("A", "a", "a-2", "a.1", "b", "c"), listed(Optional.empty()));
    assertEquals(List.of("a", "a-2", "a.1"), listed(Optional.of("a")));
    assertEquals(List.of("a-2"), listed(Optional.of("a-")));
    assertEquals(List.of(), listed(Optional.of("x")));
  }

  @Test
  void a_page_of_another_filter_is_no_fault() {
    assertTrue(commit(tenant("a")));
    var page = tenants().list(Optional.of("a"), new PageRequest(2, Optional.of("b")));
    assertEquals(List.of(), page.items());
    assertEquals(Optional.empty(), page.next());
  }

  private List<String> listed(Optional<String> prefix) {
    List<String> ids = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = tenants().list(prefix, new PageRequest(2, after));
      assertTrue(page.items().size() <= 2);
      page.items().forEach(it -> ids.add(it.id()));
      after = page.next();
    } while (after.isPresent());
    return ids;
  }
}
