package io.hotswap.domain.approval;

import java.util.ArrayList;
import java.util.List;

/// The engine, as far as it is woken: what it was told.
public final class WaitingMachines implements TaskTokens {
  public final List<String> woken = new ArrayList<>();
  public boolean down;

  @Override
  public void succeed(String token, String outcome) {
    if (down) {
      throw new NotWoken("the engine is down", new IllegalStateException());
    }
    woken.add(token + " " + outcome);
  }
}
