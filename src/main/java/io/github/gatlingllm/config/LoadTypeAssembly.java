package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gatlingllm.prompt.length.TokenLength;
import java.util.List;
import java.util.function.Function;

/** Makes the types of requests of a tree that was checked. */
final class LoadTypeAssembly {

  private final SettingsTree tree;

  LoadTypeAssembly(SettingsTree tree) {
    this.tree = tree;
  }

  List<LoadType> types() {
    return LoadTypeRules.given(tree).stream().map(this::type).toList();
  }

  private LoadType type(JsonNode type) {
    return new LoadType(
        type.path(LoadTypeList.NAME).textValue(),
        type.path(LoadTypeList.WEIGHT).intValue(),
        length(type.path(LoadTypeList.INPUT_TOKENS), LengthSettings.INPUT),
        length(type.path(LoadTypeList.OUTPUT_TOKENS), LengthSettings.OUTPUT));
  }

  private TokenLength length(JsonNode own, LengthSettings ofAll) {
    return LengthRules.read(own.isMissingNode() ? ofAll.object(tree) : own);
  }

  /** The length that was given for all types, else the mean of what they bring, by weight. */
  TokenLength common(LengthSettings ofAll, Function<LoadType, TokenLength> ofType) {
    if (ofAll.isGiven(tree)) {
      return LengthRules.read(ofAll.object(tree));
    }
    boolean unused =
        DatasetRules.standInFor(ofAll.mean(), tree) || InputSettings.standInFor(ofAll.mean(), tree);
    if (unused) {
      return TokenLength.normal(DatasetRules.unusedMean(ofAll));
    }
    // A distribution's mean may be more than a mean that is accepted, if its deviation is large.
    return TokenLength.normal(Math.min(TokenLength.MAX_TOKENS, LoadType.mean(types(), ofType)));
  }
}
