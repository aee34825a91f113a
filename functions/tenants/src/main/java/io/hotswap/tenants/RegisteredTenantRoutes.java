package io.hotswap.tenants;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.directory.RegisteredTenant;
import io.hotswap.domain.tenant.directory.RegisteredTenant.Contact;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import io.hotswap.domain.tenant.directory.RegisteringTenants;
import io.hotswap.domain.tenant.directory.RegisteringTenants.Change;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Tenants themselves, in all environments.
@Controller("/api/v1/tenants")
final class RegisteredTenantRoutes {
  private final RegisteringTenants registering;
  private final RegisteredTenants tenants;

  RegisteredTenantRoutes(RegisteringTenants registering, RegisteredTenants tenants) {
    this.registering = registering;
    this.tenants = tenants;
  }

  record NewTenant(String id, String name, Optional<List<ContactView>> contacts) {}

  record Contacts(List<ContactView> contacts) {}

  record ContactView(String name, String email) {
    static ContactView of(Contact it) {
      return new ContactView(it.name(), it.email());
    }

    static List<Contact> toDomain(List<ContactView> contacts) {
      return contacts.stream().map(it -> new Contact(it.name(), it.email())).toList();
    }
  }

  record TenantPage(List<TenantView> items, Optional<String> next) {}

  record TenantView(
      String id,
      String name,
      List<ContactView> contacts,
      Instant createdAt,
      Instant changedAt,
      long revision) {
    static TenantView of(RegisteredTenant it) {
      return new TenantView(
          it.id(),
          it.name(),
          it.contacts().stream().map(ContactView::of).toList(),
          it.createdAt(),
          it.changedAt(),
          it.revision());
    }
  }

  /// @param before absent when the tenant would be new
  record TenantDryRun(Optional<TenantView> before, TenantView after) {
    static TenantDryRun of(Change it) {
      return new TenantDryRun(it.before().map(TenantView::of), TenantView.of(it.after()));
    }
  }

  @Post
  @Operation(Action.CREATE_TENANT)
  HttpResponse<?> create(ApiCall call, @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.change(
        NewTenant.class,
        (body, requestId) ->
            registering
                .create(body.id(), body.name(), contacts(body), dryRun, call.origin())
                .map(it -> dryRun ? tried(it) : created(it.after())));
  }

  private static ApiAnswer tried(Change it) {
    var answer = ApiAnswer.ok(TenantDryRun.of(it));
    return it.before().map(before -> answer.withETag(before.revision())).orElse(answer);
  }

  private static ApiAnswer created(RegisteredTenant it) {
    return ApiAnswer.created(TenantView.of(it), "/api/v1/tenants/" + it.id())
        .withETag(it.revision());
  }

  @Get
  @Operation(Action.LIST_TENANTS)
  HttpResponse<?> list(ApiCall call, @QueryValue Optional<String> prefix) {
    return call.page(
        page -> {
          var found = tenants.list(prefix, page).map(TenantView::of);
          return Result.done(
              ApiAnswer.ok(new TenantPage(found.items(), found.next().map(Parameters::next))));
        });
  }

  @Get("/{tenantId}")
  @Operation(Action.VIEW_TENANT)
  HttpResponse<?> view(ApiCall call, String tenantId) {
    return call.answer(
        managed(call, tenantId).then(registering::find).map(RegisteredTenantRoutes::answer));
  }

  @Put("/{tenantId}/contacts")
  @Operation(Action.SET_TENANT_CONTACTS)
  HttpResponse<?> setContacts(
      ApiCall call, String tenantId, @QueryValue(defaultValue = "false") boolean dryRun) {
    return call.change(
        Contacts.class,
        (body, requestId) ->
            managed(call, tenantId)
                .then(it -> call.expectedRevision())
                .then(
                    expected ->
                        registering.changeContacts(
                            tenantId,
                            expected,
                            ContactView.toDomain(body.contacts()),
                            dryRun,
                            call.origin()))
                .map(it -> dryRun ? tried(it) : answer(it.after())));
  }

  private static List<Contact> contacts(NewTenant body) {
    return body.contacts().map(ContactView::toDomain).orElse(List.of());
  }

  static Result<String> managed(ApiCall call, String tenantId) {
    return TenantAuthority.refusalToManage(call.caller(), tenantId)
        .<Result<String>>map(Result::refused)
        .orElseGet(() -> Result.done(tenantId));
  }

  private static ApiAnswer answer(RegisteredTenant it) {
    return ApiAnswer.ok(TenantView.of(it)).withETag(it.revision());
  }
}
