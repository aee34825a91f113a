package io.hotswap.domain.deployment.admission;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.trust.SignatureGate;
import java.util.Optional;

/// By the release's bytes and signature.
public final class SignatureAdmission implements ReleaseAdmission {
  private final SignatureGate gate;

  public SignatureAdmission(SignatureGate gate) {
    this.gate = gate;
  }

  @Override
  public Optional<Refusal> refusal(String plugin, Release release, Environment environment) {
    return gate.refusal(release.digest())
        .or(() -> gate.refusal(plugin, release.version(), release.signature(), environment));
  }
}
