package io.hotswap.audit;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// What happened, newest first.
@Controller("/api/v1/audit")
final class AuditRoutes {
  // Of an export; a page that is too large for Lambda is halved.
  private static final int LINES = 1000;

  private final AuditEntries entries;
  private final PluginEntitlements entitlements;
  private final Clock clock;

  AuditRoutes(AuditEntries entries, PluginEntitlements entitlements, Clock clock) {
    this.entries = entries;
    this.entitlements = entitlements;
    this.clock = clock;
  }

  record AuditPage(List<AuditRecordView> items, Optional<String> next) {}

  @Get
  @Operation(Action.LIST_AUDIT)
  HttpResponse<?> list(ApiCall call, HttpRequest<?> request) {
    return call.page(
        page ->
            filter(call, request)
                .query()
                .map(query -> entries.find(query, page))
                .map(
                    found ->
                        ApiAnswer.ok(
                            new AuditPage(
                                shown(found.items(), call), found.next().map(Parameters::next)))));
  }

  /// What the platform's staff does about a plugin in advance would tell a tenant of it.
  private List<AuditRecordView> shown(List<AuditEntry> found, ApiCall call) {
    var plugins =
        found.stream().flatMap(it -> it.record().subject().pluginId().stream()).distinct().toList();
    var known = entitlements.shown(call.caller(), plugins);
    return found.stream()
        .filter(
            it ->
                AuditRecordView.isByOwner(it.record())
                    || it.record().subject().pluginId().map(known::contains).orElse(true))
        .map(it -> AuditRecordView.of(it, call.disclosure()))
        .toList();
  }

  /// Each line is the text that is stored: its SHA-256 is the `previous` of the subject's next.
  @Get("/export")
  @Operation(Action.EXPORT_AUDIT)
  HttpResponse<?> export(ApiCall call, HttpRequest<?> request) {
    var filter = filter(call, request);
    return call.page(
        LINES,
        page ->
            filter
                .query()
                .map(query -> entries.find(query, page))
                .map(
                    found ->
                        ApiAnswer.lines(
                            found.items().stream().map(AuditEntry::text).toList(),
                            found.next().map(filter::address))));
  }

  private AuditFilter filter(ApiCall call, HttpRequest<?> request) {
    return new AuditFilter(request.getParameters(), call.caller(), clock.instant());
  }
}
