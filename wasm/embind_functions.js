// Embind's JavaScript for functions whose arguments and results are 32-bit integers, in place of all of Embind's, which
// converts and checks every type it knows and would be most of the glue.

mergeInto(LibraryManager.library, {
  // WebAssembly cuts arguments to 32 bits itself. Results are taken as signed: no bound function returns 2^31 or more.
  // The invoker, which converts nothing either, is passed over.
  _embind_register_function__deps: ['$getWasmTableEntry'], // which brings the table
  _embind_register_function: function (name, argCount, argTypes, signature, invoker, target) {
    var bytes = Module['HEAPU8'];
    var text = '';
    while (bytes[name]) text += String.fromCharCode(bytes[name++]);
    Module[text] = wasmTable.get(target);
  },
});
