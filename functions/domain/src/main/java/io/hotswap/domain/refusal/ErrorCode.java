package io.hotswap.domain.refusal;

import java.util.Locale;

/// All error codes. The name in kebab case ends the problem document's `type`.
public enum ErrorCode {
  MALFORMED_BODY(Category.INVALID, "The body is not what this operation takes"),
  BAD_REQUEST(Category.INVALID, "This is not a valid HTTP request"),
  INVALID_PARAMETER(Category.INVALID, "A parameter is not what this operation takes"),
  INVALID_PLUGIN(Category.INVALID, "The plugin cannot be registered"),
  INVALID_LIFECYCLE(Category.INVALID, "The version's life cannot end so"),
  INVALID_DEPLOYMENT(Category.INVALID, "The deployment cannot be carried out"),
  INVALID_SETTINGS(Category.INVALID, "The tenant's settings cannot be so"),
  INVALID_CONFIGURATION(Category.INVALID, "The configuration does not fit the plugin's schema"),
  DIGEST_MISMATCH(Category.INVALID, "The binary is not the one announced"),
  SIGNATURE_REFUSED(Category.INVALID, "The signature is not accepted"),
  INVALID_TRUST(Category.INVALID, "The trust cannot be so"),
  INVALID_REPOSITORY(Category.INVALID, "The repository cannot be allowed so"),
  MISSING_TOKEN(Category.UNAUTHENTICATED, "A bearer token is needed"),
  INVALID_TOKEN(Category.UNAUTHENTICATED, "The bearer token is not accepted"),
  NOT_ALLOWED(Category.FORBIDDEN, "The caller may not do this"),
  WRONG_TENANT(Category.FORBIDDEN, "The token is for another tenant"),
  INVALID_PREVIEW(Category.FORBIDDEN, "The preview token is not accepted"),
  NO_PLUGIN_ACCESS(Category.FORBIDDEN, "The tenant may not use this plugin"),
  PLUGIN_DISABLED(Category.FORBIDDEN, "The plugin is disabled for this tenant"),
  NO_SUCH_ROUTE(Category.NOT_FOUND, "There is no such route"),
  PLUGIN_NOT_FOUND(Category.NOT_FOUND, "There is no such plugin"),
  VERSION_NOT_FOUND(Category.NOT_FOUND, "There is no such version"),
  TENANT_NOT_FOUND(Category.NOT_FOUND, "There is no such tenant"),
  BULK_CHANGE_NOT_FOUND(Category.NOT_FOUND, "There is no such bulk change"),
  ERASURE_NOT_FOUND(Category.NOT_FOUND, "There is no such erasure"),
  UPLOAD_NOT_FOUND(Category.NOT_FOUND, "There is no such upload"),
  REPOSITORY_NOT_FOUND(Category.NOT_FOUND, "There is no such repository"),
  DEPLOYMENT_NOT_FOUND(Category.NOT_FOUND, "There is no such deployment"),
  VERDICT_NOT_FOUND(Category.NOT_FOUND, "There is no such verdict"),
  APPROVAL_NOT_FOUND(Category.NOT_FOUND, "There is no such approval"),
  OPERATION_NOT_FOUND(Category.NOT_FOUND, "The plugin has no such operation"),
  BINARY_NOT_FOUND(Category.NOT_FOUND, "There is no such blocked binary"),
  BUNDLE_NOT_FOUND(Category.NOT_FOUND, "There is no such bundle"),
  NOT_DEPLOYED(Category.NOT_FOUND, "The plugin is not deployed here"),
  METHOD_NOT_ALLOWED(Category.WRONG_METHOD, "The address does not support this method"),
  REQUEST_TIMEOUT(Category.TOO_SLOW, "The request did not arrive in time"),
  VERSION_WITHDRAWN(Category.CONFLICT, "The version is withdrawn"),
  VERSION_EXISTS(Category.CONFLICT, "This version is taken"),
  TENANT_EXISTS(Category.CONFLICT, "This tenant exists already"),
  SIGNATURE_REQUIRED(Category.CONFLICT, "The version needs a signature"),
  PLUGIN_IN_USE(Category.CONFLICT, "The plugin is deployed"),
  DEPLOYMENT_IN_PROGRESS(Category.CONFLICT, "Another deployment of the plugin is in progress"),
  NOT_NOW(Category.CONFLICT, "The command is not possible in the deployment's current state"),
  APPROVAL_CLOSED(Category.CONFLICT, "The approval cannot be decided any more"),
  PLAN_CHANGED(Category.CONFLICT, "The plan is not the one that approval was asked for"),
  NOTHING_TO_ROLL_BACK(Category.CONFLICT, "There is nothing to roll back"),
  PRE_RELEASE(Category.CONFLICT, "The environment takes releases only"),
  CHECKS_PENDING(Category.CONFLICT, "The version's checks have not ended yet"),
  CHECKS_FAILED(Category.CONFLICT, "The version has failed its checks"),
  BINARY_BLOCKED(Category.CONFLICT, "Malware was found in the binary"),
  CONFIGURATION_MISFIT(Category.CONFLICT, "A tenant's configuration does not fit the version"),
  DEPENDENCY_UNMET(Category.CONFLICT, "Tenants would be left without what a plugin needs"),
  VERSION_IN_USE(Category.CONFLICT, "The version is in use"),
  TOO_MANY_VERSIONS(Category.CONFLICT, "The limit of versions of the plugin is reached"),
  TOO_MANY_PLUGINS(Category.CONFLICT, "The limit of plugins in the environment is reached"),
  TOO_MANY_TENANTS(
      Category.CONFLICT, "The limit of tenants with settings of the plugin is reached"),
  BEING_ERASED(Category.CONFLICT, "The data is being erased"),
  CHANGED_MEANWHILE(Category.CONFLICT, "The resource changed meanwhile"),
  UPLOAD_INCOMPLETE(Category.CONFLICT, "The upload is not complete"),
  PRECONDITION_FAILED(Category.PRECONDITION_FAILED, "The resource is not the one expected"),
  UPLOAD_EXPIRED(Category.GONE, "The upload has expired"),
  TOO_LARGE(Category.TOO_LARGE, "What was sent is too large"),
  UNSUPPORTED_MEDIA_TYPE(Category.UNSUPPORTED, "The content type is not supported here"),
  UNSUPPORTED_CONTENT_ENCODING(Category.UNSUPPORTED, "The content coding is not supported here"),
  URI_TOO_LONG(Category.URI_TOO_LONG, "The request line is too long"),
  HEADERS_TOO_LARGE(Category.HEADERS_TOO_LARGE, "The header fields are too large"),
  EXPECTATION_FAILED(Category.EXPECTATION_FAILED, "The expectation cannot be met"),
  IDEMPOTENCY_KEY_REUSED(
      Category.UNPROCESSABLE, "The Idempotency-Key came with another request before"),
  IDEMPOTENCY_KEY_IN_USE(
      Category.CONFLICT, "The first request with this Idempotency-Key is still at work"),
  CALL_REJECTED(Category.UNPROCESSABLE, "The plugin rejected the call"),
  TOO_MANY_DEPLOYMENTS(Category.TOO_MANY, "The limit of deployments at once is reached"),
  QUOTA_EXCEEDED(Category.TOO_MANY, "The tenant's quota is used up"),
  TOO_MANY_REQUESTS(Category.TOO_MANY, "Too many requests"),
  PLUGIN_FAILED(Category.PLUGIN_FAILED, "The plugin failed"),
  CALL_LOST(Category.NO_ANSWER, "Whether the plugin has seen the call is not known"),
  REPLY_TOO_LARGE(Category.NO_ANSWER, "The plugin's reply is too large to be sent"),
  CALL_TIMED_OUT(Category.TIMED_OUT, "The plugin did not answer in time"),
  NOT_READY(Category.UNAVAILABLE, "Not ready yet"),
  ACCOUNTS_UNAVAILABLE(Category.UNAVAILABLE, "The accounts cannot be looked up"),
  DEFAULTS_LOST(Category.UNAVAILABLE, "The default configuration in force is lost"),
  BUSY(Category.UNAVAILABLE, "A service that HotSwap needs is too busy, or does not answer"),
  ROLLOUT_NOT_STARTED(Category.UNAVAILABLE, "The state machine could not be started"),
  NOT_IMPLEMENTED(Category.NOT_IMPLEMENTED, "This feature of HTTP is not supported"),
  HTTP_VERSION_NOT_SUPPORTED(Category.WRONG_HTTP_VERSION, "Only HTTP/1.1 is supported"),
  INTERNAL_ERROR(Category.INTERNAL, "Something went wrong on our side");

  private final Category category;
  private final String title;

  ErrorCode(Category category, String title) {
    this.category = category;
    this.title = title;
  }

  public Category category() {
    return category;
  }

  public int status() {
    return category.status();
  }

  public String title() {
    return title;
  }

  /// The problem document's `type`.
  public String urn() {
    return "urn:hotswap:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
