package io.hotswap.registration;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.hotswap.api.ApiAnswer;
import io.hotswap.api.ApiCall;
import io.hotswap.api.Operation;
import io.hotswap.api.Parameters;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.DeletingPlugins;
import io.hotswap.domain.plugin.ListingVersions;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.RegisteredPlugin;
import io.hotswap.domain.plugin.UploadingPlugins;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.registration.RegistrationViews.PluginPage;
import io.hotswap.registration.RegistrationViews.PluginView;
import io.hotswap.registration.RegistrationViews.RegistrationView;
import io.hotswap.registration.RegistrationViews.UnloadView;
import io.hotswap.registration.RegistrationViews.VersionPage;
import io.hotswap.registration.RegistrationViews.VersionView;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

@Controller("/api/v1/plugins")
final class PluginRoutes {
  private final Plugins plugins;
  private final CheckedVersions checked;
  private final VersionLifecycles lifecycles;
  private final ListingVersions listing;
  private final UploadingPlugins uploading;
  private final DeletingPlugins deleting;
  private final BinaryIngestion binaryIngestion;
  private final UnloadReports unloads;
  private final PluginEntitlements entitlements;
  private final Telemetry telemetry;

  PluginRoutes(
      Plugins plugins,
      CheckedVersions checked,
      VersionLifecycles lifecycles,
      UploadingPlugins uploading,
      DeletingPlugins deleting,
      BinaryIngestion binaryIngestion,
      UnloadReports unloads,
      PluginEntitlements entitlements,
      Telemetry telemetry) {
    this.plugins = plugins;
    this.checked = checked;
    this.lifecycles = lifecycles;
    this.listing = new ListingVersions(plugins);
    this.uploading = uploading;
    this.deleting = deleting;
    this.binaryIngestion = binaryIngestion;
    this.unloads = unloads;
    this.entitlements = entitlements;
    this.telemetry = telemetry;
  }

  @Post
  @Operation(Action.REGISTER_PLUGIN)
  HttpResponse<?> register(ApiCall call) {
    return call.change(
        RegisterPlugin.class,
        (body, id) ->
            body.findable()
                .then(RegisterPlugin::signedWithContent)
                .then(
                    it ->
                        it.content()
                            .map(content -> inline(it, content, call))
                            .map(inline -> inline.map(PluginRoutes::registered))
                            .orElseGet(() -> upload(it, id, call).map(ApiAnswer::created))));
  }

  private static ApiAnswer registered(RegistrationView view) {
    return ApiAnswer.created(view, "/api/v1/plugins/" + view.pluginId());
  }

  private Result<RegistrationView> inline(RegisterPlugin body, String content, ApiCall call) {
    return RegisterPlugin.decoded(content)
        .then(
            bytes ->
                binaryIngestion.inline(body.announcement(), bytes, body.signature(), call.origin()))
        .map(this::registration);
  }

  /// A version that was registered before may have been checked since.
  private RegistrationView registration(PluginVersion version) {
    var checks = checked.find(version.pluginId(), version.version());
    return RegistrationView.of(version, VersionView.state(checks));
  }

  private Result<RegistrationView> upload(RegisterPlugin body, UUID id, ApiCall call) {
    return uploadSpan(
        id,
        () ->
            uploading
                .begin(id, call.caller(), body.announcement(), body.size().orElseThrow())
                .map(RegistrationView::of));
  }

  @Post("/uploads/{uploadId}/complete")
  @Operation(Action.COMPLETE_UPLOAD)
  HttpResponse<?> complete(ApiCall call, String uploadId) {
    return call.change(
        CompleteUpload.class,
        (body, id) ->
            Parameters.uuid("uploadId", uploadId)
                .then(
                    upload ->
                        uploadSpan(
                            upload,
                            () ->
                                uploading.complete(
                                    upload,
                                    call.caller(),
                                    it ->
                                        binaryIngestion.uploaded(
                                            it, body.signature(), call.origin()))))
                .map(this::registration)
                .map(PluginRoutes::registered));
  }

  record CompleteUpload(Optional<String> signature) {}

  @Get
  @Operation(Action.LIST_PLUGINS)
  HttpResponse<?> list(ApiCall call) {
    return call.page(
        page -> Result.done(ApiAnswer.ok(PluginPage.of(shown(call, plugins.list(page))))));
  }

  @Get("/{id}")
  @Operation(Action.VIEW_PLUGIN)
  HttpResponse<?> view(ApiCall call, String id) {
    return call.answer(shown(call, id).map(PluginView::of).map(ApiAnswer::ok));
  }

  @Get("/{id}/versions")
  @Operation(Action.LIST_VERSIONS)
  HttpResponse<?> versions(ApiCall call, String id) {
    return call.page(
        page ->
            shown(call, id)
                .map(RegisteredPlugin::pluginId)
                .then(it -> listed(it, page).map(found -> versions(it, found, call.disclosure())))
                .map(ApiAnswer::ok));
  }

  @Get("/{id}/versions/{version}")
  @Operation(Action.VIEW_VERSION)
  HttpResponse<?> version(ApiCall call, String id, String version) {
    return call.answer(
        shown(call, id)
            .then(plugin -> version(plugin, version, call.disclosure()))
            .map(ApiAnswer::ok));
  }

  private Result<VersionView> version(RegisteredPlugin plugin, String version, Disclosure shown) {
    return SemanticVersion.parse(version)
        .flatMap(it -> plugins.find(plugin.pluginId(), it))
        .map(it -> view(it, shown))
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.VERSION_NOT_FOUND,
                    "The plugin %s has no version %s.".formatted(plugin.name(), version)));
  }

  private VersionView view(PluginVersion it, Disclosure shown) {
    var lifecycle = lifecycles.find(it.pluginId(), it.version()).lifecycle();
    return VersionView.of(it, checked.find(it.pluginId(), it.version()), shown)
        .with(lifecycle, shown);
  }

  private Result<Page<PluginVersion>> listed(PluginId plugin, PageRequest page) {
    var after = page.after().flatMap(SemanticVersion::parse);
    return page.after().isPresent() && after.isEmpty()
        ? Parameters.noSuchPage()
        : Result.done(listing.list(plugin, after, page.limit()));
  }

  private VersionPage versions(PluginId plugin, Page<PluginVersion> page, Disclosure shown) {
    Map<String, List<UnloadView>> unloaded = shown.operations() ? unloaded(plugin) : Map.of();
    var checks = checks(plugin, page.items());
    var ends =
        lifecycles.of(plugin).stream()
            .collect(toMap(VersionLifecycle::version, VersionLifecycle::lifecycle));
    return VersionPage.of(
        page.map(
            it ->
                VersionView.of(
                        it,
                        checks.getOrDefault(it.version(), CheckState.Pending),
                        unloaded.getOrDefault(it.version().toString(), List.of()),
                        shown)
                    .with(ends.getOrDefault(it.version(), Lifecycle.ACTIVE), shown)));
  }

  private Map<SemanticVersion, CheckState> checks(PluginId plugin, List<PluginVersion> versions) {
    var numbers = versions.stream().map(PluginVersion::version).toList();
    return checked.find(plugin, numbers).stream()
        .collect(toMap(VersionChecks::version, VersionChecks::state));
  }

  private Map<String, List<UnloadView>> unloaded(PluginId plugin) {
    return Arrays.stream(Environment.values())
        .flatMap(environment -> unloads.of(environment, plugin).stream())
        .sorted(comparing(UnloadReport::at).reversed())
        .collect(
            groupingBy(
                UnloadReport::version,
                mapping(UnloadView::of, collectingAndThen(toList(), UnloadView::thatFit))));
  }

  @Delete("/{id}")
  @Operation(Action.DELETE_PLUGIN)
  HttpResponse<?> delete(ApiCall call, String id) {
    return call.answer(
        plugin(id)
            .then(it -> deleting.delete(it.pluginId(), call.origin()))
            .map(deleted -> ApiAnswer.noContent()));
  }

  private Page<RegisteredPlugin> shown(ApiCall call, Page<RegisteredPlugin> page) {
    var ids = page.items().stream().map(RegisteredPlugin::pluginId).toList();
    var shown = entitlements.shown(call.caller(), ids);
    return new Page<>(
        page.items().stream().filter(it -> shown.contains(it.pluginId())).toList(), page.next());
  }

  /// What the caller's tenant may nowhere use is for the caller as if it did not exist.
  private Result<RegisteredPlugin> shown(ApiCall call, String guidOrName) {
    return plugin(guidOrName, it -> entitlements.shows(call.caller(), it));
  }

  private Result<RegisteredPlugin> plugin(String guidOrName) {
    return plugin(guidOrName, it -> true);
  }

  private Result<RegisteredPlugin> plugin(String guidOrName, Predicate<PluginId> shown) {
    return plugins
        .find(PluginId.parse(guidOrName))
        .filter(it -> shown.test(it.pluginId()))
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.PLUGIN_NOT_FOUND, "There is no plugin " + guidOrName + "."));
  }

  private <T> Result<T> uploadSpan(UUID upload, Supplier<Result<T>> work) {
    return telemetry.inSpan(
        "plugin.upload", "", Map.of("hotswap.upload.id", upload.toString()), work::get);
  }
}
