package io.github.gatlingllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalDouble;
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
        length(type.path(LoadTypeList.INPUT_TOKENS), Settings.INPUT_MEAN, Settings.INPUT_STDDEV),
        length(
            type.path(LoadTypeList.OUTPUT_TOKENS), Settings.OUTPUT_MEAN, Settings.OUTPUT_STDDEV));
  }

  private TokenLength length(JsonNode own, Setting<Double> mean, Setting<Double> stddev) {
    if (own.isMissingNode()) {
      return ofAll(mean, stddev);
    }
    JsonNode deviation = own.path(LoadTypeRules.STDDEV);
    return new TokenLength(
        own.path(LoadTypeList.MEAN).doubleValue(),
        deviation.isMissingNode()
            ? OptionalDouble.empty()
            : OptionalDouble.of(deviation.doubleValue()));
  }

  private TokenLength ofAll(Setting<Double> mean, Setting<Double> stddev) {
    return new TokenLength(
        tree.get(mean), tree.find(stddev).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }

  /** The length that was given for all types, else the mean of what they bring, by weight. */
  TokenLength common(
      Setting<Double> mean, Setting<Double> stddev, Function<LoadType, TokenLength> ofType) {
    if (tree.has(mean)) {
      return ofAll(mean, stddev);
    }
    if (DatasetRules.standInFor(mean, tree)) {
      return new TokenLength(DatasetRules.unusedMean(mean), OptionalDouble.empty());
    }
    return new TokenLength(LoadType.mean(types(), ofType), OptionalDouble.empty());
  }
}
