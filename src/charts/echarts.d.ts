// One file instead of four hundred modules, which take a second to load. The package describes it under its own name only.
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export * from 'echarts'
}
